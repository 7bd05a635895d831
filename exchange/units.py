"""What is counted, as it stands behind its number: 3건, 3 items, 1 item."""

from django.utils.translation import ngettext


def place_unit(count):
    return ngettext("곳", "곳", count)


def item_unit(count):
    return ngettext("건", "건", count)
