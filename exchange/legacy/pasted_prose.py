"""Facts without a table: labels and values in turn, and prose below a heading like 추진배경."""

import re

from exchange.legacy.pasted_cut import headers_of
from exchange.legacy.pasted_page import FACTS_HEADER, is_heading, is_section, is_strong_heading
from exchange.legacy.pasted_words import is_label, place_of, prose_labels

LONGEST_HEADING = 80


def read_pairs(page):
    """Take labels and values that stand on lines of their own, in turn; False where none do."""
    pairs = page.lines[page.at : page.at + 4]
    if (
        len(pairs) < 4
        or not all(_is_label_line(one) for one in pairs[::2])
        or any(_is_label_line(one) or one.labelled or one.is_furniture for one in pairs[1::2])
        or any("\t" in one.text for one in pairs)
    ):
        return False
    rows, lines, index = [list(FACTS_HEADER)], [0], page.at
    while index < len(page.lines):
        line = page.lines[index]
        below = page.lines[index + 1] if index + 1 < len(page.lines) else None
        dated = below is not None and below.dated and not below.dated[1]
        named = re.search(r"일$|일자$|date|年月日$", line.text, re.IGNORECASE)
        if "\t" in line.text or line.is_footer or line.is_caption or line.is_furniture:
            break
        if below is not None and (_is_label_line(line) or (dated and named)):
            rows.append([line.body, ""])
            lines.append(line.number)
        elif rows[-1][1] and (line.after_blank or is_strong_heading(line, below)):
            break
        else:
            rows[-1][1] = f"{rows[-1][1]}\n{line.text}".strip()
        index += 1
    if index == page.at:
        return False
    page.at = index
    page.add(rows, lines, "facts")
    return True


def _is_label_line(line):
    return is_label(line.body) and not line.dated


def read_prose(page):
    """Take the text below a heading such as 추진배경/성과; False where the line heads none.

    As many lines as labels: one for each. Otherwise all the lines are the text of the whole.
    """
    line = page.line
    if len(line.text) > LONGEST_HEADING:
        return False
    labels = prose_labels(_behind_place(line.body))
    if not labels or (line.labelled and line.labelled[1]):
        return False
    texts, index = [], page.at + 1
    while index < len(page.lines):
        one = page.lines[index]
        below = page.lines[index + 1] if index + 1 < len(page.lines) else None
        if one.is_furniture and not texts:
            index += 1
            continue
        if _ends_prose(one, below, line, texts):
            break
        texts.append(one)
        index += 1
    if not texts or (len(texts) > 1 and all(one.dated for one in texts)):
        return False
    page.head(line)
    rows = [list(FACTS_HEADER)]
    if len(labels) == len(texts):
        rows += [[label, one.text] for label, one in zip(labels, texts, strict=True)]
        lines = [0, *(one.number for one in texts)]
    else:
        rows.append(["/".join(labels), "\n".join(one.text for one in texts)])
        lines = [0, texts[0].number]
    page.add(rows, lines, "facts")
    page.at = index
    return True


def _behind_place(text):
    place, rest = place_of(text)
    return rest if place else text


def _ends_prose(line, below, heading, texts):
    if "\t" in line.text or line.is_footer or line.is_caption or line.is_furniture:
        return True
    is_short = len(line.text) <= LONGEST_HEADING
    if len(headers_of(line.text)) >= 2 or (is_short and prose_labels(_behind_place(line.body))):
        return True
    if line.marker and line.marker == heading.marker:
        return True
    if line.marker and not line.is_bullet and is_heading(line):
        return True
    if (
        not line.is_bullet
        and is_heading(line)
        and (is_strong_heading(line, below) or (line.after_blank and is_section(line.body)))
    ):
        return True
    return bool(texts) and line.after_blank and is_heading(line) and not line.is_bullet
