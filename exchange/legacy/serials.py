"""Dates that a workbook left as bare numbers of days, and cells whose number lost a zero."""

import re
from datetime import date, timedelta

# 1957-06-29 to 2053-10-14. Below stand 19571 to 20991, which may be a year and a month.
FIRST, LAST = 21_000, 56_200
DAY_ZERO = {False: date(1899, 12, 30), True: date(1904, 1, 1)}

UNCLEAR = re.compile(r"\d{4}\.1")


def is_serial(text):
    """Whether a cell of a date column is a bare count of days: 42604."""
    return len(text) == 5 and text.isascii() and text.isdigit() and FIRST <= int(text) <= LAST


def serial_date(text, since_1904=False):
    """The ISO date of a bare count of days; `since_1904` for workbooks made by old Macs."""
    return (DAY_ZERO[since_1904] + timedelta(int(text))).isoformat()


def unclear_numbers(sheet):
    """(row number, place) of the cells of a Sheet that are numbers and may have lost a zero.

    A workbook keeps 2013.10 typed into a number cell as 2013.1, so the month is not known.
    """
    return {
        (sheet.lines[row] if sheet.lines else row + 1, place)
        for row, place in sheet.numbers
        if UNCLEAR.fullmatch(sheet.rows[row][place])
    }


def unclear_message(text):
    """What to tell the clerk of a cell that may be January or October."""
    return (
        f"{text}은(는) 엑셀이 숫자로 저장한 값이라 1월인지 10월인지 알 수 없습니다. "
        f"'{text[:4]}. 1.'이나 '{text[:4]}. 10.'으로 적어 주세요."
    )
