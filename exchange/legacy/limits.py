"""How much of a file is read. Each error names the limit and says what to do."""

from exchange.legacy.errors import LegacyError

MEGABYTE = 1024 * 1024

MAX_BYTES = 30 * MEGABYTE
MAX_ROWS = 200_000  # with text in them, of one sheet
MAX_COLUMNS = 200
MAX_CELLS = 3_000_000  # of the whole file
MAX_SHEETS = 200
# What the parts of a workbook may come to when unpacked, and how far a big one may shrink.
MAX_EXPANDED_BYTES = 300 * MEGABYTE
MAX_RATIO = 200
BIG_PART_BYTES = 10 * MEGABYTE
# Elements inside each other, and all elements of a page.
MAX_DEPTH = 200
MAX_ELEMENTS = 400_000

EMPTY = "빈 파일입니다. 내용이 있는 파일인지 확인해 주세요."

# Shorter runs of blank rows stay as [], so that most tables need no numbers of their own.
BLANKS_KEPT = 20


def check_bytes(data):
    """LegacyError for a file that is empty or too big."""
    if len(data) > MAX_BYTES:
        raise LegacyError(
            f"파일이 너무 큽니다({len(data) / MEGABYTE:.1f}MB). "
            f"{MAX_BYTES // MEGABYTE}MB가 넘지 않게 나누어 올려 주세요."
        )
    if not data.strip():
        raise LegacyError(EMPTY)


def check_sheets(count):
    """LegacyError for more sheets or tables than are read at a time."""
    if count > MAX_SHEETS:
        raise LegacyError(
            f"시트(표)가 너무 많습니다({count:,}개). 한 번에 {MAX_SHEETS}개까지 읽습니다. "
            "필요한 시트만 남기거나 파일을 나누어 올려 주세요."
        )


class Cells:
    """Counts the cells of a whole file."""

    def __init__(self):
        self.count = 0

    def add(self, count):
        self.count += count
        if self.count > MAX_CELLS:
            raise LegacyError(
                f"칸이 너무 많습니다. 한 번에 {MAX_CELLS:,}칸까지 읽습니다. "
                "필요한 시트와 열만 남기거나 파일을 나누어 올려 주세요."
            )


class Rows:
    """Collects rows under their limits: blank cells at their ends and blank rows below go.

    A long run of blank rows between rows becomes one; from there on rows have their own numbers.
    """

    def __init__(self, cells, name=""):
        self.rows = []
        self._cells = cells
        self._where = f"'{name}' 시트의 " if name else ""
        self._filled = 0
        self._last = 0
        self._jumps = []

    def add(self, number, row):
        """The cells of this row (text, as the clerk counts from 1); blank ones need not be added."""
        while row and not row[-1]:
            row.pop()
        if not row:
            return
        self._filled += 1
        check_rows(self._filled, self._where)
        check_columns(len(row), f"{self._where}{number}행")
        self._cells.add(len(row))
        blank = number - self._last - 1
        if blank > BLANKS_KEPT:
            self._jumps.append((len(self.rows), number - 1))
            blank = 1
        self.rows.extend([] for _ in range(blank))
        self.rows.append(row)
        self._last = number

    def lines(self):
        """The number of each row; None where they are 1, 2, 3 …"""
        if not self._jumps:
            return None
        lines, starts = [], [(0, 1), *self._jumps]
        ends = [index for index, _ in self._jumps] + [len(self.rows)]
        for (index, number), end in zip(starts, ends, strict=True):
            lines.extend(range(number, number + end - index))
        return lines


def check_rows(count, where=""):
    """LegacyError for more rows than are read of one sheet."""
    if count > MAX_ROWS:
        raise LegacyError(
            f"{where}행이 너무 많습니다. 한 시트에서 {MAX_ROWS:,}행까지 읽습니다. "
            "파일을 나누어 올려 주세요."
        )


def check_columns(count, where):
    """LegacyError for a row with more cells than a table has columns."""
    if count > MAX_COLUMNS:
        raise LegacyError(
            f"열이 너무 많습니다({where}에 {count:,}열). {MAX_COLUMNS}열까지 읽습니다. "
            "표가 아닌 파일이거나 열을 나누는 기호가 다릅니다. 필요한 열만 남겨 다시 올려 주세요."
        )
