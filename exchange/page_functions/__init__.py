"""What the pages of every app call (see exchange.jinja): dates, pictures, texts, languages."""

from exchange.page_functions import days, images, languages, search, texts  # noqa: F401
