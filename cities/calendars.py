"""What the calendars of a home have in common (see exchange/calendars.py)."""

from django.views.generic import View

from cities.views import HomeMixin
from exchange.calendars import CalendarFile


class HomeCalendarView(HomeMixin, View):
    """A calendar of a home; the app of its records says what is in it."""

    def calendar(self, request, name, description, page, entries):
        """The answer: these entries under this name; `page` is the address with the same records."""
        changed = max((entry.changed for entry in entries), default=self.portal.updated_at)
        file = CalendarFile(
            name=name,
            description=description,
            page=request.build_absolute_uri(page),
            changed=changed,
            licence=self.portal.licence_text,
        )
        return file.response(request, entries)
