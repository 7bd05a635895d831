"""Tables whose cells are parted by bars, `국가 | 도시 | 결연일`, to cells parted by tabs."""

import re

# The line below a header in Markdown: ---|---|:---:
RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*")
# Fewer lines than these, without a rule among them, may be a menu: 로그인 | 회원가입 | 검색.
LEAST_LINES = 3
LEAST_BARS = 2


def unbarred(numbers, lines):
    """The lines and their numbers with tabs for bars in each table; its rules are left out."""
    kept, start = [], 0
    while start < len(lines):
        end = start
        while end < len(lines) and "|" in lines[end]:
            end += 1
        if end == start:
            kept.append((numbers[start], lines[start]))
            start += 1
            continue
        kept += _table(list(zip(numbers[start:end], lines[start:end], strict=True)))
        start = end
    return [number for number, _ in kept], [line for _, line in kept]


def _table(run):
    """The (number, line)s of a run of lines with bars in them."""
    rows = [(number, line) for number, line in run if not RULE.fullmatch(line)]
    widths = {len(_cells(line)) for _, line in rows}
    is_even = len(rows) >= LEAST_LINES and len(widths) == 1 and min(widths) > LEAST_BARS
    if len(rows) == len(run) and not is_even:
        return run
    return [(number, "\t".join(_cells(line))) for number, line in rows]


def _cells(line):
    text = line.strip()
    text = text[1:] if text.startswith("|") else text
    text = text[:-1] if text.endswith("|") else text
    return [cell.strip() for cell in text.split("|")]
