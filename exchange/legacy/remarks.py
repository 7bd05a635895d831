"""A remark beside a date, in brackets or on a line of its own: `1982. 3. 5\\n(가라츠)`."""

import re
from functools import lru_cache

from exchange.legacy.samples import is_kind
from exchange.periods import Period, PeriodError

DATE_ALONE = re.compile(r"[\d\s.,/~∼\-–년월일'‘’]*")
BRACKETED = re.compile(r"[(（\[]([^()（）\[\]]+)[)）\]]")


@lru_cache(4096)
def split_remark(text):
    """(date, remark) of a cell that holds one date and words beside it; (text, "") for any other.

    The words are a remark where a line break or brackets part them from the date, where they have
    no number of four digits (a second date) and where they do not say what was signed.
    """
    if DATE_ALONE.fullmatch(text):
        return text, ""
    try:
        Period.parse_all(text)
    except PeriodError:
        pass
    else:
        return text, ""
    try:
        period, rest = Period.split(text)
    except PeriodError:
        return text, ""
    if not period or not rest or not text.endswith(rest):
        return text, ""
    written, rest = text[: -len(rest)], rest.strip()
    bracketed = BRACKETED.fullmatch(rest)
    if not bracketed and not written.endswith("\n"):
        return text, ""
    remark = bracketed[1].strip() if bracketed else " ".join(rest.split())
    if re.search(r"\d{4}|['‘’]\d\d", remark) or is_kind(remark):
        return text, ""
    return period.text, remark
