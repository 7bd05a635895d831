"""Lines of a table that are no record: its header again, notes below it, totals, lone headings."""

import re

from exchange.legacy.headers import plain

NOTE = re.compile(
    r"※|\*|주\s?\d?\)|주\s?:|<?자료|출처|\(?단위|注|備考|备注|資料|source|note", re.IGNORECASE
)
TOTAL = re.compile(
    r"(?:합|소|총|누|총합)?\s*계(?:\s*\(.*\))?|total|合計|小計|合计|小计|总计", re.IGNORECASE
)
# The first letters of all these: asked of every row, before the pattern.
TOTAL_INITIALS = frozenset("합소총누계tT合小总")
YEAR_ALONE = re.compile(r"[‘’'`]?(\d{4})\s*(?:년도?|年度?|\.)?")

LEFT_OUT = "미리보기에서 뺀 행입니다."
REPEATED = "되풀이된 제목 줄입니다."
NOTHING_READ = "가져오는 열이 모두 빈 행입니다."
IS_NOTE = "표의 설명이라 가져오지 않습니다."
IS_TOTAL = "합계 줄이라 가져오지 않습니다."
IS_YEAR = "연도만 적힌 줄입니다. 아래 행의 연도로 읽습니다."
IS_GROUP = "묶음의 이름만 적힌 줄입니다. 아래 행의 값으로 읽습니다."


def is_total(first, dates):
    """Whether a row is a total: its first text says so, and no date stands in `dates` (texts)."""
    return bool(TOTAL.fullmatch(first)) and all(text in ("", first) for text in dates)


class Headers:
    """The header rows of a table, to know them again where they are printed once more."""

    def __init__(self, rows):
        self.rows = [[plain(cell) for cell in row if cell] for row in rows]
        self.firsts = {}  # the first letter of a row's first word -> such words
        for words in self.rows:
            if words:
                self.firsts.setdefault(words[0][:1], set()).add(words[0])

    def has(self, first, cells):
        """Whether these cells, the first that is not blank being `first`, are a header.

        Asked for every row, so the cheapest comes first.
        """
        firsts = self.firsts.get(first[:1].casefold())
        if not firsts:
            return False
        letters = first.casefold()
        for word in firsts:
            if all(letter in letters for letter in word):
                break
        else:
            return False
        if plain(first) not in firsts:
            return False
        words = [plain(cell) for cell in cells if cell]
        return len(words) > 1 and words in self.rows
