"""What is the same text written in two ways, and what no spreadsheet takes for a formula."""

import re
import unicodedata

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\ufffe\uffff]")
UNTIDY = re.compile("[\x00-\x1f\x7f\u00a0\u00ad\u200b\u2060\ufeff\ufffe\uffff]")

# A cell that begins so is a formula to a spreadsheet program.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")

BULLET = re.compile(r"^\s*(?:[•·․‧∙◦▪▫●○■□◆◇▶►‣]\s*|[-–*ㅇ]\s+)")


def is_tidy(text):
    """Whether `tidy` has nothing to do but to strip the ends: for most cells, and cheap to ask."""
    return unicodedata.is_normalized("NFC", text) and not UNTIDY.search(text)


def tidy(text):
    """The same text in one spelling: NFC, `\\n`, no invisible characters, no blanks around lines."""
    if is_tidy(text):
        return text.strip()
    text = INVISIBLE.sub("", text.replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n"))
    text = unicodedata.normalize("NFC", CONTROLS.sub("", text))
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def plain(text):
    """The text for a file of another format: `\\n`, and no character that XML or calendars refuse."""
    return NO_TEXT.sub("", str(text)).replace("\r\n", "\n").replace("\r", "\n")


def clean_name(name):
    """A file's name in one spelling: NFC (macOS gives NFD), no folder, no control characters."""
    name = re.split(r"[/\\]", tidy(name).replace("\n", " "))[-1]
    return name.strip(" .") and name.strip()


def without_bullets(text):
    """The lines of a list without their bullets and without blank lines."""
    lines = (BULLET.sub("", line, count=1) for line in tidy(text).split("\n"))
    return "\n".join(line for line in lines if line)


def close_up(text):
    """Words set with a blank after each letter (`반 월 초`, `일 본`) written as words."""
    letters = text.split()
    if re.search("[가-힣]", text) and all(re.fullmatch("[가-힣0-9]", one) for one in letters):
        return "".join(letters)
    return text


def escape_formula(text):
    """Text that a spreadsheet program takes for text; `unescape_formula` gives it back."""
    return f"'{text}" if FORMULA.match(text) else text


def unescape_formula(text):
    """What stood in the cell before `escape_formula`."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
