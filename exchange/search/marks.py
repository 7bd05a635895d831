"""Where in a text the words of a query stand, and the text with them marked."""

import unicodedata
from itertools import groupby

from django.utils.html import format_html, format_html_join

from exchange.search.words import CONTROLS, fold, initials

BEFORE, WITHIN = 40, 160  # letters an excerpt shows before the first mark, and in all


def letters(text):
    """(folded letter, start, end) of a text: which part of it each folded letter stands for.

    What belongs to one letter stays together: a syllable written as its parts (NFD), an accent.
    """
    found, start = [], 0
    for end in range(1, len(text) + 1):
        if end == len(text) or begins_letter(text[end]):
            found += [(one, start, end) for one in fold(text[start:end])]
            start = end
    return found


def begins_letter(sign):
    return not unicodedata.combining(sign) and not "\u1160" <= sign <= "\u11ff"


def spans(text, words, is_name=False):
    """Where the words stand in the text: (start, end) in order, none touching another.

    In a name initial consonants are found as well, and a word of one letter at its beginning.
    """
    found = letters(text)
    folded = CONTROLS.sub(" ", "".join(one for one, _start, _end in found))
    texts = [folded, *([initials(folded)] if is_name else ())]
    marked = set()
    for word in words:
        for one in texts:
            if word.is_short:
                places = [0] if is_name and one.startswith(word.text) else []
            else:
                places = occurrences(one, word.text)
            for place in places:
                marked.update(range(place, place + len(word.text)))
    pieces = sorted({found[place][1:] for place in marked})
    return [
        (run[0][0], run[-1][1]) for run in (list(group) for _, group in groupby(pieces, key=_Run()))
    ]


class _Run:
    """Tells pieces that follow one another without a gap from the others."""

    def __init__(self):
        self.number, self.end = 0, None

    def __call__(self, piece):
        if piece[0] != self.end:
            self.number += 1
        self.end = piece[1]
        return self.number


def occurrences(text, word):
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def marked(text, words, is_name=False):
    """The text as HTML, the words in <mark>."""
    return _marked(text, spans(text, words, is_name))


def _marked(text, found):
    parts, end = [], 0
    for start, stop in found:
        parts += [("{}", text[end:start]), ("<mark>{}</mark>", text[start:stop])]
        end = stop
    parts.append(("{}", text[end:]))
    return format_html_join(
        "", "{}", ((format_html(shape, part),) for shape, part in parts if part)
    )


def excerpt(text, words):
    """The part of a text around the first word that stands in it, marked; "" where none does."""
    text = " ".join(text.split())
    found = spans(text, words)
    if not found:
        return ""
    start = max(0, found[0][0] - BEFORE)
    stop = max(min(len(text), start + WITHIN), found[0][1])
    inside = [(one - start, min(end, stop) - start) for one, end in found if one < stop]
    shown = _marked(text[start:stop], inside)
    return format_html("{}{}{}", "…" if start else "", shown, "…" if stop < len(text) else "")
