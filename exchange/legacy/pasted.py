"""Text copied from a web page, a document or a spreadsheet, to sheets.

`read_text(text)` finds tables (cells parted by tabs or by blanks), timelines, facts and lists of
partners, each below the headings that say whose they are. What is on the page and in none of the
sheets is named in their notices wherever it has a date or a label with a value.
"""

from exchange.legacy import pasted_facts, pasted_prose, pasted_rows, pasted_tabs, pasted_times
from exchange.legacy.errors import LegacyError
from exchange.legacy.pasted_lines import read_lines
from exchange.legacy.pasted_page import Page, is_heading

MAX_CHARACTERS = 2_000_000
TOO_LONG = f"붙여 넣은 글이 너무 깁니다. {MAX_CHARACTERS:,}자가 넘지 않게 나누어 붙여 넣어 주세요."

READERS = (
    pasted_tabs.read,
    pasted_rows.read_places,
    pasted_times.read,
    pasted_prose.read_pairs,
    pasted_facts.read,
    pasted_rows.read_table,
    pasted_prose.read_prose,
)


def read_text(text):
    """The sheets in a pasted text, in its order; [] where there is nothing to read.

    The numbers of their rows are the lines of the text, from 1; 0 is a header that we put there.
    Raises LegacyError for a text that is too long.
    """
    if len(text) > MAX_CHARACTERS:
        raise LegacyError(TOO_LONG)
    page = Page(*read_lines(text))
    while page.line is not None:
        line, at = page.line, page.at
        if line.is_caption:
            page.captions.append(line)
        elif any(reader(page) for reader in READERS):
            page.at = max(page.at, at + 1)  # whatever a reader took, the text has an end
            continue
        else:
            _pass_over(page, line)
        page.at += 1
    return page.finish()


def _pass_over(page, line):
    """A line of no sheet: a heading, furniture of the page, its footer, or prose."""
    if line.is_footer:
        page.footers.append(line)
    elif line.is_furniture:
        return
    elif is_heading(line) and (line.marker or not line.is_bullet) and not _is_menu(page, line):
        page.head(line)
    else:
        page.left.append(line)
        if len(line.text) >= 20:
            page.prose.append(line)


def _is_menu(page, line):
    """Whether a bullet is one of a list of links: short, with nothing below that is its own."""
    if not line.marker or line.marker == "[":
        return False
    above, below = page.peek(-1), page.peek()
    if line.is_bullet:
        return below is None or below.after_blank or _is_beside(below, line)
    return _is_beside(below, line) or (_is_beside(above, line) and not line.after_blank)


def _is_beside(one, line):
    """Whether a line is another item of the same list, right above or below."""
    return (
        one is not None
        and one.marker == line.marker
        and one.indent == line.indent
        and abs(one.number - line.number) == 1
        and not one.labelled
        and not one.dated
    )
