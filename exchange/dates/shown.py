"""Dates in the languages of the pages; what is stored, and what clerks read, is Korean."""

from exchange.dates.edtf import AUTUMN, SPRING, SUMMER, WINTER, display_edtf, read_edtf

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

# Parts of a year by EDTF code, `about`, and what an open end is.
WORDS = {
    "en": {
        SPRING: "spring", SUMMER: "summer", AUTUMN: "autumn", WINTER: "winter",
        33: "1st quarter of", 34: "2nd quarter of", 35: "3rd quarter of", 36: "4th quarter of",
        40: "1st half of", 41: "2nd half of", "open": "present",
    },
    "ja": {
        SPRING: "春", SUMMER: "夏", AUTUMN: "秋", WINTER: "冬",
        33: "第1四半期", 34: "第2四半期", 35: "第3四半期", 36: "第4四半期",
        40: "上半期", 41: "下半期", "decade": "年代", "century": "世紀", "about": "頃",
        "open": "現在",
    },
    "zh-hans": {
        SPRING: "春", SUMMER: "夏", AUTUMN: "秋", WINTER: "冬",
        33: "第一季度", 34: "第二季度", 35: "第三季度", 36: "第四季度",
        40: "上半年", 41: "下半年", "decade": "年代", "century": "世纪", "about": "左右",
        "open": "至今",
    },
}  # fmt: skip


def display_in(language, edtf):
    """An EDTF text that is known to be valid, in a page's language: `23 November 2026`."""
    if language not in WORDS:
        return display_edtf(edtf)
    ends, between = ends_in(language, edtf)
    return between.join(ends)


def ends_in(language, edtf):
    """The texts of its start and its end (one, of a lone point), and what stands between them.

    In English the start leaves what both ends have to the end: `5–25 April 2013`.
    """
    if language not in WORDS:
        return display_edtf(edtf).split(" ~ "), " ~ "
    start, end, is_open = read_edtf(edtf)
    point = in_english if language == "en" else in_characters
    words = WORDS[language]
    if language == "en" and end:
        return english_span(start, end, words)
    ends = [point(start, words)]
    if is_open or end:
        ends.append(words["open"] if is_open else point(end, words))
    return ends, " – " if language == "en" else " ~ "


def english_span(start, end, words):
    """The ends of an English span: `5`, `25 April 2013`; `28 March`, `3 April 2013`; `1994`, `1996`.

    No space stands around the dash where what it joins are numbers or names of months alone.
    """
    last = in_english(end, words)
    is_exact = start != end and not (start.mark or end.mark) and start.grain == end.grain
    if is_exact and start.grain == "year":
        return [str(start.year), last], "–"
    if is_exact and start.grain in ("day", "month") and start.year == end.year:
        month = MONTHS[start.month - 1]
        if start.grain == "month":
            return [month, last], "–"
        if start.month == end.month:
            return [str(start.day), last], "–"
        return [f"{start.day} {month}", last], " – "
    return [in_english(start, words), last], " – "


def month_in(language, month):
    """A month of the year: 12월, December, 12月."""
    if language == "en":
        return MONTHS[month - 1]
    return f"{month}{'월' if language not in WORDS else '月'}"


def in_english(point, words):
    if point.grain == "day":
        text = f"{point.day} {MONTHS[point.month - 1]} {point.year}"
    elif point.grain == "month":
        text = f"{MONTHS[point.month - 1]} {point.year}"
    elif point.grain == "year":
        text = str(point.year)
    elif point.grain == "decade" and point.year % 100 == 0:  # 1900s alone says two things
        text = f"{point.year}–{point.year + 9}"
    elif point.grain == "decade":
        text = f"{point.year}s"
    elif point.grain == "century":
        number = point.year // 100 + 1
        tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
        text = f"{number}{tail} century"
    else:
        text = f"{words[point.month]} {point.year}"
    about = "about " if point.mark in ("~", "%") else ""
    return f"{about}{text}{doubt(point)}"


def in_characters(point, words):
    text = f"{point.year}年"
    if point.grain == "day":
        text += f"{point.month}月{point.day}日"
    elif point.grain == "month":
        text += f"{point.month}月"
    elif point.grain == "decade" and point.year % 100 == 0:
        text = f"{point.year}{words['decade']}({point.year}–{point.year + 9})"
    elif point.grain == "decade":
        text = f"{point.year}{words['decade']}"
    elif point.grain == "century":
        text = f"{point.year // 100 + 1}{words['century']}"
    elif point.grain != "year":
        text += words[point.month]
    about = words["about"] if point.mark in ("~", "%") else ""
    return f"{text}{about}{doubt(point)}"


def doubt(point):
    return "(?)" if point.mark in ("?", "%") else ""
