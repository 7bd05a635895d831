"""HTML text to a small tree, as a browser would build it of pages that forget their end tags.

Python's own `html.parser` takes the text apart. Nothing is fetched, no entity is expanded but
HTML's own characters, and scripts, styles and comments are cut out before.
"""

import re
from html.parser import HTMLParser

from exchange.legacy.errors import LegacyError
from exchange.legacy.limits import MAX_DEPTH, MAX_ELEMENTS

# Each runs to its end or, where that is missing, to the end of the text.
UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|svg|math|iframe|object|select|textarea)"
    r"\b[^>]*>.*?(?:</\1\s*>|\Z)|<!\[[^>]*(?:>|\Z)|<\?[^>]*(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)

# The attributes that are asked for later; pictures inside of others would fill the memory.
KEPT = frozenset(
    "alt aria-controls aria-expanded class colspan hidden href id role rowspan style summary".split()
)
VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr keygen".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i ins kbd label mark "
    "nobr o:p q rp rt ruby s samp small span strike strong sub sup time tt u var".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
SECTIONS = frozenset("thead tbody tfoot".split())
CELLS = frozenset(("td", "th", "caption"))
IN_TABLE = CELLS | SECTIONS | frozenset(("table", "tr", "colgroup"))
LISTS = frozenset("ul ol menu dir".split())

# What a start tag ends that was left open (first), as far up as these (second).
ROW_ENDS = SECTIONS | CELLS | {"tr", "colgroup"}
ENDS = {
    "li": ({"li"}, LISTS | IN_TABLE | {"dl"}),
    "dt": ({"dt", "dd"}, {"dl"} | IN_TABLE | LISTS),
    "dd": ({"dt", "dd"}, {"dl"} | IN_TABLE | LISTS),
    "tr": (ROW_ENDS - SECTIONS, {"table"}),
    "td": (CELLS | {"colgroup"}, {"tr", "table"}),
    "th": (CELLS | {"colgroup"}, {"tr", "table"}),
    "caption": (ROW_ENDS, {"table"}),
    "thead": (ROW_ENDS, {"table"}),
    "tbody": (ROW_ENDS, {"table"}),
    "tfoot": (ROW_ENDS, {"table"}),
    "option": ({"option"}, {"select"}),
}
PARAGRAPH = ({"p"} | HEADINGS, IN_TABLE | LISTS | {"div", "li", "dl", "dd", "dt", "section"})


class Node:
    """An element: its name, attributes (dict of str), and its texts and elements in order."""

    __slots__ = ("attrs", "children", "name")

    def __init__(self, name, attrs=()):
        self.name = name
        self.attrs = {key: value or "" for key, value in attrs if key in KEPT}
        self.children = []

    def elements(self):
        return (child for child in self.children if isinstance(child, Node))

    def walk(self):
        """This element and all inside it, in the order of the page."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(list(node.elements())))

    def has(self, *names):
        """Whether an element of these names is inside."""
        return any(node.name in names for node in self.walk() if node is not self)


def parse_html(text):
    """The root Node of a page. LegacyError for one deeper or bigger than the limits."""
    builder = _Builder()
    text = UNSEEN.sub(" ", text)
    # What follows the last tag is text; the parser need not look for a tag in it.
    end = text.rfind(">") + 1
    builder.feed(text[:end])
    builder.close()
    if rest := text[end:].replace("<", " "):
        builder.handle_data(rest)
    return builder.root


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]
        self.count = 0

    def handle_data(self, data):
        self.open[-1].children.append(data)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)  # `<div/>` opens a div as browsers have it

    def handle_starttag(self, tag, attrs):
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise LegacyError(
                f"웹페이지가 너무 큽니다. 요소 {MAX_ELEMENTS:,}개까지 읽습니다. 필요한 표만 "
                "엑셀로 옮겨 .xlsx로 저장한 뒤 올려 주세요."
            )
        if tag in ENDS:
            self._end(*ENDS[tag])
        elif tag not in INLINE and tag not in VOID:
            self._end(*PARAGRAPH)
            if tag == "table" and self.open[-1].name in IN_TABLE - CELLS:
                self._end({"table"}, CELLS)  # a table that nobody closed
        node = Node(tag, attrs)
        self.open[-1].children.append(node)
        if tag in VOID:
            return
        if len(self.open) < MAX_DEPTH:
            self.open.append(node)
        elif tag not in INLINE:  # fonts that nobody closed do no harm
            raise LegacyError(
                f"웹페이지의 요소가 {MAX_DEPTH}겹 넘게 겹쳐 있어 읽지 않습니다. 필요한 표를 "
                "복사해 붙여 넣거나 엑셀로 옮겨 올려 주세요."
            )

    def handle_endtag(self, tag):
        if tag in INLINE:
            stops = None
        elif tag in IN_TABLE:
            stops = {"table"}
        else:
            stops = IN_TABLE
        for index in range(len(self.open) - 1, 0, -1):
            name = self.open[index].name
            if name == tag:
                del self.open[index:]
                return
            if (name not in INLINE) if stops is None else name in stops:
                return

    def _end(self, names, stops):
        end = 0
        for index in range(len(self.open) - 1, 0, -1):
            name = self.open[index].name
            if name in names:
                end = index
            elif name in stops:
                break
        if end:
            del self.open[end:]
