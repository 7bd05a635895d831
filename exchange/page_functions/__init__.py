"""What the pages of every app call (see exchange.jinja): dates, pictures, texts, languages, counts."""

from exchange.page_functions import days, images, languages, search, texts, units  # noqa: F401
