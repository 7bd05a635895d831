"""How results show the words that were looked for."""

from exchange.jinja import page_filter
from exchange.search import marks


@page_filter
def marked(text, query):
    """A text with the words of a cities.search.Query marked."""
    return marks.marked(str(text), query.words)


@page_filter
def marked_name(text, query):
    """The same of a name, of which initial consonants are marked as well."""
    return marks.marked(str(text), query.words, is_name=True)


@page_filter
def excerpt(text, query):
    """What of a text stands around the first word found in it, "" where none is."""
    return marks.excerpt(str(text), query.words)
