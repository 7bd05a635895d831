"""The parts of an .xlsx file seen as bytes: what may be unpacked, and what openpyxl leaves out."""

import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from exchange.legacy.errors import LegacyError
from exchange.legacy.limits import BIG_PART_BYTES, MAX_EXPANDED_BYTES, MAX_RATIO, MEGABYTE

CHUNK = MEGABYTE

BROKEN = (
    "엑셀(.xlsx) 파일로 읽을 수 없습니다. 파일이 깨졌거나 암호가 걸려 있습니다. "
    "엑셀에서 열어 다시 저장해 주세요."
)
ENTITIES = (
    "엑셀(.xlsx) 파일 안에 문서 정의(DTD)가 있어 읽지 않습니다. 엑셀에서 열어 "
    "'Excel 통합 문서(.xlsx)'로 다시 저장해 주세요."
)
# Other files that are zip archives as well: a part that gives each away.
OTHERS = (
    ("xl/workbook.bin", "엑셀 바이너리(.xlsb) 파일입니다. 엑셀에서"),
    ("word/document.xml", "워드(.docx) 파일입니다. 표를 엑셀로 옮겨"),
    ("ppt/presentation.xml", "파워포인트(.pptx) 파일입니다. 표를 엑셀로 옮겨"),
    ("Contents/content.hpf", "한글(.hwpx) 파일입니다. 표를 엑셀로 옮겨"),
    ("content.xml", "오픈도큐먼트(.ods) 파일입니다. 엑셀이나 리브레오피스에서"),
)
SAVE = "'Excel 통합 문서(.xlsx)'로 저장한 뒤 다시 올려 주세요."

MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
# A formula whose value nobody has saved, as programs write it that do not compute.
UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?r=[\"']([A-Z]+\d+)[\"'][^>]*>"
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
VALUES = (b"<v>", b":v>", b"<v ", b":v ", b"<is>", b":is>")
ROW_STARTS = (b"<row ", b":row ")
ROW = re.compile(rb"<(?:\w+:)?row\s(?:[^>]*?\s)?r=[\"'](\d{1,9})[\"']")


@dataclass
class Layout:
    """What a sheet's XML says beside its values."""

    merged: list = field(default_factory=list)  # "A1:B3"
    uncomputed: list = field(default_factory=list)  # "C5"
    last_row: int | None = None  # the last with a value in it; None: not known


def check_archive(archive):
    """LegacyError for an archive that is no workbook, locked, or unpacks to too much."""
    names = set(archive.namelist())
    for name, message in OTHERS:
        if name in names:
            raise LegacyError(f"{message} {SAVE}")
    if not any(name.startswith("xl/") for name in names):
        raise LegacyError(BROKEN)
    total = 0
    for entry in archive.infolist():
        if entry.flag_bits & 0x1:
            raise LegacyError(BROKEN)
        if entry.filename.startswith("xl/media/"):
            continue  # pictures are never unpacked
        total += entry.file_size
        shrunk = entry.file_size / max(entry.compress_size, 1)
        if total > MAX_EXPANDED_BYTES or (entry.file_size > BIG_PART_BYTES and shrunk > MAX_RATIO):
            raise LegacyError(
                "엑셀 파일을 풀면 너무 큽니다. 압축을 푼 크기는 "
                f"{MAX_EXPANDED_BYTES // MEGABYTE}MB까지, 큰 부분은 압축률 {MAX_RATIO}배까지 "
                "읽습니다. 표 아래의 빈 행과 서식을 지우거나 필요한 표만 새 파일에 옮겨 다시 "
                "올려 주세요."
            )
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            _refuse_entities(archive, entry)


class _RootReached(Exception):  # noqa: N818 - no error, a way out
    pass


def _refuse_entities(archive, entry):
    """LegacyError where a document type is declared: nothing of Excel's has one."""

    def refuse(*_):
        raise LegacyError(ENTITIES)

    def stop(*_):
        raise _RootReached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        with archive.open(entry) as part:
            while chunk := part.read(8192):
                parser.Parse(chunk)
    except (_RootReached, expat.ExpatError):
        return  # what is broken, openpyxl will say


def layout(archive, path):
    """The Layout of the sheet in this part of the archive, read in pieces."""
    found, known, rest = Layout(), True, b""
    with archive.open(path) as part:
        while chunk := part.read(CHUNK):
            rest += chunk
            cut = rest.rfind(b"<", 0, _last(rest, ROW_STARTS) + 1)
            if cut > 0:
                known = _look(rest[:cut], found) and known
                rest = rest[cut:]
    known = _look(rest, found) and known
    if not known:
        found.last_row = None
    return found


def _look(piece, found):
    """Add what this piece of XML says; False where its rows carry no numbers."""
    found.merged.extend(ref.decode() for ref in MERGED.findall(piece))
    if b"f>" in piece or b"<f" in piece:
        found.uncomputed.extend(ref.decode() for ref in UNCOMPUTED.findall(piece))
    value = _last(piece, VALUES)
    if value < 0:
        return True
    row = ROW.match(piece, piece.rfind(b"<", 0, _last(piece, ROW_STARTS, value) + 1))
    if not row:
        return False
    found.last_row = int(row[1])
    return True


def _last(piece, marks, end=None):
    return max(piece.rfind(mark, 0, end) for mark in marks)


def open_archive(data):
    """The zip archive of these bytes, checked; LegacyError for what is broken."""
    try:
        archive = zipfile.ZipFile(data)
        check_archive(archive)
    except LegacyError:
        raise
    except Exception as error:  # zipfile meets broken archives with many errors
        raise LegacyError(BROKEN) from error
    return archive
