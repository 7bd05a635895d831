"""What opens a part of a page: tabs, the buttons of an accordion, summaries."""

import re
from itertools import pairwise

from exchange.legacy.html_tables import text_of

MAX_HEADING = 80
NO_TAB = re.compile(
    r"바로\s*가기|건너뛰기|맨\s*위|메뉴|열기|닫기|본문|本文|\btop\b|\bskip\b|\bcontents?\b|menu|navigation",
    re.IGNORECASE,
)
# A button without a word on what it opens opens what comes next.
OPENER = re.compile(r"acc\w*|\w*accordion\w*|collaps\w*|\w*toggle\w*|fold\w*|faq\w*", re.IGNORECASE)


def tabs_of(root):
    """id of an element -> the words of the tab that shows it."""
    tabs = {}
    for node in root.walk():
        target = node.attrs.get("href", "") if node.name == "a" else ""
        target = target[1:] if target.startswith("#") else node.attrs.get("aria-controls", "")
        if target:
            text = " ".join(text_of(node).split())
            if text and len(text) <= MAX_HEADING and not NO_TAB.search(text):
                tabs.setdefault(target, text)
    return tabs


def openers_of(root):
    """id of a Node -> the words of the button above it, or of the summary in it, that opens it."""
    found = {}
    for node in root.walk():
        inside = list(node.elements())
        if node.name == "details" and inside and inside[0].name == "summary":
            found[id(node)] = inside[0]
        for one, following in pairwise(inside):
            if _is_opener(one) and following.name not in ("button", "a", "input"):
                found[id(following)] = one
    words = {key: " ".join(text_of(one).split()) for key, one in found.items()}
    return {
        key: text
        for key, text in words.items()
        if text and len(text) <= MAX_HEADING and not NO_TAB.search(text)
    }


def _is_opener(node):
    if node.name != "button" and node.attrs.get("role") != "button":
        return False
    names = node.attrs.get("class", "").split()
    return "aria-expanded" in node.attrs or any(
        OPENER.fullmatch(re.split("[-_]", name)[0]) for name in names
    )
