"""What pages call to show cities (see exchange.jinja): names, facts, maps, pictures."""

from cities.page_functions import facts, linked_data, lists, maps, names, pictures  # noqa: F401
