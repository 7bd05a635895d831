"""How results show the words that were looked for."""

from django import template

from exchange.search import marks

register = template.Library()


@register.filter
def marked(text, query):
    """A text with the words of a cities.search.Query marked."""
    return marks.marked(str(text), query.words)


@register.filter
def marked_name(text, query):
    """The same of a name, of which initial consonants are marked as well."""
    return marks.marked(str(text), query.words, is_name=True)


@register.filter
def excerpt(text, query):
    """What of a text stands around the first word found in it, "" where none is."""
    return marks.excerpt(str(text), query.words)
