"""What a clerk brings, a file or a pasted text, to Sheets. No ORM, no guess what they mean.

>>> read_file("기간,내용\\n2001. 5. 2.,방문\\n".encode("cp949"), "교류.csv")
[Sheet(name='', rows=[['기간', '내용'], ['2001. 5. 2.', '방문']], …)]
"""

import email
import re

from exchange.legacy.decoding import EncodingUnknown, decode
from exchange.legacy.delimited import is_delimited, read_delimited
from exchange.legacy.errors import LegacyError
from exchange.legacy.html import is_html, read_html
from exchange.legacy.limits import check_bytes, check_sheets
from exchange.legacy.pasted import read_text as read_pasted
from exchange.legacy.several import apart
from exchange.legacy.text import clean_name
from exchange.legacy.workbook import read_workbook

__all__ = ["EncodingUnknown", "clean_name", "read_file", "read_text"]

SAVE = "'Excel 통합 문서(.xlsx)'나 'CSV'로 저장한 뒤 다시 올려 주세요."
MOVE = "표를 엑셀로 옮겨 .xlsx나 CSV로 저장한 뒤 다시 올려 주세요."
OLE = b"\xd0\xcf\x11\xe0"
# What is uploaded as a "table" and is none: the first bytes tell.
OTHER_FORMATS = (
    (b"%PDF", f"PDF 파일입니다. {MOVE}"),
    (b"{\\rtf", f"서식 있는 글(.rtf) 파일입니다. {MOVE}"),
    (b"\x89PNG", f"그림 파일입니다. {MOVE}"),
    (b"\xff\xd8\xff", f"그림 파일입니다. {MOVE}"),
    (b"GIF8", f"그림 파일입니다. {MOVE}"),
)
ARCHIVE = re.compile(
    rb"(?:From|MIME-Version|Subject|Date|Snapshot-Content-Location):[^\n]*\n.{0,4000}?"
    rb"^Content-Type:\s*(?:multipart/related|text/html)",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
ROWS_NAMED = 10


def read_file(data, name="", encoding=""):
    """The sheets of a CSV, TSV, XLSX, HTML or MHTML file (bytes); `name` is the file's, if known.

    `encoding` is the clerk's answer to EncodingUnknown and is used as told: what does not fit
    becomes U+FFFD and a notice names the rows. Raises EncodingUnknown where the encoding has
    to be asked, LegacyError for all that cannot be read.
    """
    check_bytes(data)
    _refuse_others(data)
    if data.startswith(b"PK"):
        return _apart(_named(read_workbook(data), name))
    sheets = _archived(data, encoding)
    if sheets is None:
        sheets = _sheets(decode(data, encoding), name)
    if encoding:
        for sheet in sheets:
            _name_replaced(sheet)
    return _apart(sheets)


def read_text(text):
    """The sheets in a text that was copied from a page or a table; see `pasted.read_text`."""
    return _apart(read_pasted(text))


def _apart(sheets):
    sheets = apart(sheets)
    check_sheets(len(sheets))
    return sheets


def _sheets(text, name):
    if re.match(r"\s*<\?xml.{0,500}?urn:schemas-microsoft-com:office:spreadsheet", text, re.DOTALL):
        raise LegacyError(f"엑셀 2003 XML 파일입니다. 엑셀에서 열어 {SAVE}")
    if is_html(text, name):
        return read_html(text)
    if name.lower().endswith(".txt") and not is_delimited(text):
        # What somebody copied from a page into a text file.
        return read_pasted(text) or [read_delimited(text)]
    return _named([read_delimited(text)], name)


def _named(sheets, name):
    """The sheets with the file's name above them: `OO시_자매도시 현황.csv` says what they are."""
    stem = clean_name(name).rpartition(".")[0].replace("_", " ").strip()
    for sheet in sheets:
        sheet.around = sheet.around or stem
    return sheets


def _refuse_others(data):
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise LegacyError(
                "암호가 걸린 엑셀 파일입니다. 엑셀에서 암호를 풀어 저장한 뒤 다시 올려 주세요."
            )
        raise LegacyError(f"옛 엑셀(.xls)이나 한글(.hwp) 파일입니다. 엑셀에서 열어 {SAVE}")
    for signature, message in OTHER_FORMATS:
        if data.startswith(signature):
            raise LegacyError(message)


def _archived(data, encoding):
    """The sheets of all pages in a web archive (.mht, .mhtml); None for any other file."""
    if not ARCHIVE.match(data):
        return None
    parts = email.message_from_bytes(data).walk()
    pages = [part for part in parts if part.get_content_type() == "text/html"]
    sheets, refused = [], None
    for page in pages:
        try:
            sheets += read_html(decode(page.get_payload(decode=True) or b"", encoding))
        except EncodingUnknown:
            raise
        except LegacyError as error:  # frames and advertisements have no table
            refused = refused or error
    if not sheets:
        raise refused or LegacyError(f"웹 보관(.mhtml) 파일에 웹페이지가 없습니다. {MOVE}")
    check_sheets(len(sheets))
    return sheets


def _name_replaced(sheet):
    count, rows = 0, []
    for index, row in enumerate(sheet.rows):
        lost = sum(cell.count("\ufffd") for cell in row)
        if lost:
            count += lost
            rows.append(sheet.lines[index] if sheet.lines else index + 1)
    if count:
        named = ", ".join(map(str, rows[:ROWS_NAMED])) + (" …" if len(rows) > ROWS_NAMED else "")
        sheet.notices.append(
            f"읽지 못한 글자 {count:,}개를 '\ufffd'로 표시했습니다({named}행). 원문과 견주어 고쳐 주세요."
        )
