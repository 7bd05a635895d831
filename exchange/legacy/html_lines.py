"""What stands on a page outside of tables: headings and lines, in order."""

import re
from dataclasses import dataclass, field, replace

from exchange.legacy.html_tables import is_hidden, is_layout, text_of
from exchange.legacy.html_tabs import MAX_HEADING, openers_of, tabs_of
from exchange.legacy.html_tree import HEADINGS, INLINE, LISTS, Node
from exchange.legacy.pasted_lines import HAS_DATE, LABELLED, YEAR, front_date
from exchange.legacy.pasted_words import is_label, is_place
from exchange.legacy.text import tidy, without_bullets

# Menus, footers and the like: of a page, not of its content.
CHROME = frozenset(("nav", "footer"))
CHROME_ROLES = frozenset(("navigation", "banner", "contentinfo", "search"))
CHROME_NAME = re.compile(
    r"(?:gnb|lnb|snb|tnb|fnb|navi?|navigation|breadcrumbs?|sitemap|footer|skip\w*|quick_?menu|"
    r"paging|pagination|copyright|satisfaction)",
    re.IGNORECASE,
)
TITLE_NAME = re.compile(r"(?:sub)?_?(?:tit|title)(?:_?[\dh]\w*)?|h[1-6]_?\w*", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\{\{|\$\{|<%|%\}|#\{")
# Elements of old pages that say nothing: `<font><b>연혁</b></font>` is strong.
WRAPPERS = frozenset(("font", "big", "u", "center"))
BELOW_HEADINGS, BELOW_TITLES = 7, 8
FEW_DATES = 3


@dataclass
class Heading:
    """`level` as of h1–h6; 7 for what only looks like one; from 8 on it ends with its `scope`.

    One that `holds` is over all headings in its element, whatever their level: a tab's words.
    """

    level: int
    text: str
    holds: bool = False


@dataclass
class Closed:
    """The element that a heading of this level stood for is over."""

    level: int
    holds: bool = False


@dataclass
class Line:
    """A line of words; `runs` are its pieces as (element or "", text)."""

    text: str
    runs: list
    block: int  # the element whose line it is: the same for lines parted by <br>
    tag: str  # its name
    items: tuple  # the list items it stands in, outermost first
    path: tuple  # the elements around the block, outermost first

    @property
    def depth(self):
        return len(self.items)

    @property
    def group(self):
        return self.path[-1]


@dataclass
class Page:
    """The events of a page, and what was left out."""

    events: list = field(default_factory=list)  # Heading, Closed, Line and `table` Nodes
    hidden_tables: int = 0
    shown_hidden: bool = False
    title: str = ""


def read_page(root):
    """The Page of a parsed document."""
    page = Page()
    for node in root.walk():
        if node.name == "title":
            page.title = " ".join(text_of(node).split())
            break
    _Walker(page, tabs_of(root), openers_of(root)).walk(root, (), (0,))
    return page


class _Walker:
    def __init__(self, page, tabs, openers):
        self.page = page
        self.tabs = tabs
        self.openers = openers
        self.tab_names = set(tabs.values())
        self.opener_names = set(openers.values())
        self.holds_more = {}  # list item -> whether there are lists or tables in it
        self.links = {}  # element -> how many links it holds; None where it holds more than links

    def walk(self, node, items, path):
        """Add the events of what is inside this block."""
        if node.name in ("head", "button"):
            return
        if is_hidden(node) and not self._worth_showing(node):
            self.page.hidden_tables += sum(one.name == "table" for one in node.walk())
            return
        if (_is_chrome(node) and not _has_content(node)) or self._is_menu(node):
            return
        if node.name == "table" and not is_layout(node):
            self.page.events.append(node)
            return
        if node.name in HEADINGS or node.name in ("legend", "summary"):
            level = int(node.name[1]) if node.name in HEADINGS else BELOW_HEADINGS
            text = " ".join(text_of(node).split())
            if text and not (node.name == "summary" and text in self.opener_names):
                self.page.events.append(Heading(level, text[:200]))
            for inner in node.elements():
                if inner.name == "table":
                    self.walk(inner, items, (*path, id(node)))
            return
        level = BELOW_TITLES + len(items)
        scoped = self._open_tab(node, level)
        self._content(node, items, path)
        if scoped:
            self.page.events.append(Closed(level, holds=True))

    def _is_menu(self, node):
        """Whether a list holds nothing but links, two or more: no facts and no dates."""
        return node.name in LISTS and (self._links(node) or 0) > 1

    def _links(self, node):
        if node.name == "a":
            return 1 if _is_plain_link(node) else None
        if id(node) not in self.links:
            found = None if node.name in ("table", "dl") else 0
            for child in node.children if found is not None else ():
                inner = (
                    (None if child.strip() else 0) if isinstance(child, str) else self._links(child)
                )
                if inner is None:
                    found = None
                    break
                found += inner
            self.links[id(node)] = found
        return self.links[id(node)]

    def _worth_showing(self, node):
        """Tabs are hidden until they are pressed; templates are hidden for good."""
        text = text_of(node, skip=())
        if PLACEHOLDER.search(text) or not HAS_DATE.search(text):
            return False
        self.page.shown_hidden = True
        return True

    def _open_tab(self, node, level):
        text = self.openers.get(id(node)) or self.tabs.get(node.attrs.get("id", ""))
        if not text or not node.has("table", "ul", "ol", "dl", "li", "p"):
            return False
        first = next((one for one in node.walk() if one.name in HEADINGS), None)
        if first is not None and text in text_of(first):
            return False
        self.page.events.append(Heading(level, text, holds=True))
        return True

    def _is_tab(self, pieces):
        return all(name == "a" and text in self.tab_names for name, text in pieces)

    def _content(self, node, items, path):
        if node.name in ("li", "dd"):
            items = (*items, id(node))
            self.holds_more[id(node)] = node.has("table", "ul", "ol", "dl")
        level = BELOW_TITLES + len(items)
        runs, opened = [], False
        for child in [*node.children, None]:
            if isinstance(child, str):
                _add(runs, "", child)
            elif child is not None and child.name == "br":
                runs.append(("br", ""))
            elif child is not None and _is_inline(child):
                if not is_hidden(child) and child.name != "img":
                    _add_element(runs, child)
            else:
                before = len(self.page.events)
                self._lines(node, runs, items, path, child)
                added = self.page.events[before:]
                opened = opened or any(
                    isinstance(one, Heading) and one.level == level for one in added
                )
                runs = []
                if child is not None:
                    self.walk(child, items, (*path, id(node)))
        if opened:
            self.page.events.append(Closed(level))

    def _lines(self, node, runs, items, path, below):
        """The lines of these runs; a single one may be the heading of what is `below`."""
        lines, now = [], []
        for run in [*runs, ("br", "")]:
            if run[0] != "br":
                now.append(run)
                continue
            pieces = [(name, tidy(text)) for name, text in now if text.strip()]
            if pieces and not self._is_tab(pieces):
                text = tidy(" ".join("".join(text for _, text in now).split()))
                lines += self._cards(Line(text, pieces, id(node), node.name, items, path))
            now = []
        level = self._heading_level(node, lines[0], below, items) if len(lines) == 1 else 0
        if level:
            self.page.events.append(Heading(level, without_bullets(lines[0].text)))
        else:
            self.page.events.extend(lines)

    def _heading_level(self, node, line, below, items):
        """The level of a heading that is none by its element, 0 for a line."""
        text = line.text
        if len(text) > MAX_HEADING or YEAR.fullmatch(text) or front_date(text):
            return 0
        if not re.search(r"[^\W\d_]", text):
            return 0  # the month and day of a year above: 05.20
        if node.name in ("li", "dd", "dt"):
            return BELOW_TITLES + len(items) if _heads(text, below) else 0
        labelled = LABELLED.fullmatch(text)
        if labelled and labelled[2]:
            return 0
        if items and not self.holds_more[items[-1]]:
            return 0  # `<li><p class="title">` of an event
        names = node.attrs.get("class", "").split()
        is_strong = all(name in ("strong", "b", "em") for name, _ in line.runs)
        is_title = any(TITLE_NAME.fullmatch(name) for name in names)
        return BELOW_HEADINGS if is_strong or is_title or self._is_city(text) else 0

    def _is_city(self, text):
        """Whether a line is a city with its country or province, and not the value of a label."""
        above = self.page.events[-1] if self.page.events else None
        if isinstance(above, Line) and (is_label(above.text.strip(" :：")) or above.tag == "dt"):
            return False
        return len(text.split()) > 1 and is_place(text) and text not in self.opener_names

    def _cards(self, line):
        """The lines of one: `<b>인제군</b> <i>강원도</i> <i>결연일 : 2016. 8. 19.</i>` are two."""
        for at, (_, text) in enumerate(line.runs[1:], 1):
            labelled = LABELLED.fullmatch(text)
            if not labelled or not labelled[2] or not is_label(labelled[1]):
                continue
            before = " ".join(text for _, text in line.runs[:at]).strip()
            if front_date(before) or LABELLED.match(before) or is_label(before):
                break
            level = BELOW_TITLES + len(line.items)
            self.page.events.append(Heading(level, without_bullets(before)))
            return [replace(line, text=text, runs=[(name, text)]) for name, text in line.runs[at:]]
        return [line]


def _add(runs, name, text):
    text = re.sub(r"[ \t\r\n\f\u00a0]+", " ", text)
    if text.strip() or runs:
        runs.append((name, text))


def _add_element(runs, node):
    """An inline element as one run, in pieces where lines break inside it.

    One that only holds other elements (a link around a card) counts for those.
    """
    inner = [child for child in node.elements() if child.name != "img" and not is_hidden(child)]
    is_wrapped = len(inner) > 1 or (len(inner) == 1 and node.name in WRAPPERS)
    if is_wrapped and not any(isinstance(one, str) and one.strip() for one in node.children):
        for child in inner:
            if child.name == "br":
                runs.append(("br", ""))
            else:
                _add_element(runs, child)
        return
    parts = text_of(node, skip=()).split("\n")
    apart = bool(runs) and runs[-1][0] not in ("", "br") and node.name not in ("sup", "sub")
    if apart:
        runs.append(("", " "))
    for index, part in enumerate(parts):
        if index:
            runs.append(("br", ""))
        if part:
            runs.append((node.name, part))


def _is_inline(node):
    return node.name == "img" or (
        node.name in INLINE and all(one.name in INLINE or one.name in ("img", "br")
                                    for one in node.walk())
    )  # fmt: skip


def _is_chrome(node):
    if node.name in CHROME or node.attrs.get("role") in CHROME_ROLES:
        return True
    names = [*node.attrs.get("class", "").split(), node.attrs.get("id", "")]
    return any(CHROME_NAME.fullmatch(name) for name in names)


def _is_plain_link(node):
    """Whether a link says nothing but where it leads: no number, no `label : value`."""
    words = text_of(node, skip=())
    labelled = LABELLED.fullmatch(words)
    return not re.search(r"\d", words) and not (labelled and labelled[2])


def _has_content(node):
    if node.has("table"):
        return True
    dated = [line for line in text_of(node, skip=()).split("\n") if front_date(line)]
    return len(dated) >= FEW_DATES


def _heads(text, below):
    """Whether a list item's own words stand over a table, dated lines or known facts."""
    if not isinstance(below, Node) or below.name not in LISTS | {"dl", "table", "div"}:
        return False
    if below.name == "table" or below.has("table"):
        return True
    lines = text_of(below).split("\n")
    if any(front_date(line) for line in lines):
        return True
    labels = [LABELLED.match(line) for line in lines]
    return sum(bool(found and is_label(found[1])) for found in labels) > 1
