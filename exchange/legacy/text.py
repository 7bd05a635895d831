"""Bytes to text, decoded once; and what is the same text written in two ways."""

import re
import unicodedata

from exchange.legacy.errors import LegacyError

BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

# What is uploaded as a "table" and is none: the first bytes tell.
OTHER_FORMATS = (
    (
        b"\xd0\xcf\x11\xe0",
        "옛 엑셀(.xls)이나 한글(.hwp) 파일입니다. 엑셀에서 열어 'Excel 통합 문서(.xlsx)'나 "
        "'CSV'로 저장한 뒤 다시 올려 주세요.",
    ),
    (b"%PDF", "PDF 파일입니다. 표를 엑셀로 옮겨 .xlsx나 CSV로 저장한 뒤 다시 올려 주세요."),
)

UNREADABLE = (
    "표 파일로 읽을 수 없습니다. 엑셀에서 열어 'CSV UTF-8(쉼표로 분리)'이나 "
    "'Excel 통합 문서(.xlsx)'로 저장한 뒤 다시 올려 주세요."
)

BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
UNTIDY = re.compile("[\x00-\x1f\x7f\u00a0\u00ad\u200b\u2060\ufeff]")

# A cell that begins so is a formula to a spreadsheet program.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")

BULLET = re.compile(r"^\s*(?:[•·․‧∙◦▪▫●○■□◆◇▶►‣]\s*|[-–*ㅇ]\s+)")


def decode(data):
    """Text of a CSV or TSV file: by its BOM, else strict UTF-8, else strict CP949.

    Raises LegacyError where none of them fits, and for files of another kind.
    """
    for signature, message in OTHER_FORMATS:
        if data.startswith(signature):
            raise LegacyError(message)
    text = _decode(data)
    if BINARY.search(text):
        raise LegacyError(UNREADABLE)
    if re.match(r"\s*<(?:!doctype|html|table|\?xml)", text, re.IGNORECASE):
        raise LegacyError(
            "웹페이지(HTML) 파일입니다. 엑셀에서 열어 .xlsx나 CSV로 저장한 뒤 다시 올려 주세요."
        )
    return text


def _decode(data):
    for bom, encoding in BOMS:
        if data.startswith(bom):
            candidates, data = [encoding], data[len(bom) :]
            break
    else:
        candidates = ["utf-8", "cp949"]
    for encoding in candidates:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LegacyError(UNREADABLE)


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
