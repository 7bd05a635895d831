"""The names of cities in the language of the page (see cities.names)."""

from cities import names
from exchange.jinja import page_filter

for name_filter in (
    names.name_text,
    names.full_name_text,
    names.name_html,
    names.full_name_html,
    names.short_name_html,
    names.name_lang,
    names.local_name,
    names.english_name,
):
    page_filter(name_filter)
