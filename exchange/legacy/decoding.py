"""Bytes to text, once: by what the file says of itself, else strictly, else by asking."""

import codecs
import re

from exchange.legacy.errors import LegacyError
from exchange.legacy.text import tidy

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

# What a clerk may be asked about; most likely first where two texts look equally well.
LABELS = {
    "utf-8": "유니코드(UTF-8)",
    "cp949": "한국어 윈도(CP949, EUC-KR)",
    "utf-16-le": "유니코드(UTF-16)",
    "utf-16-be": "유니코드(UTF-16, 빅 엔디언)",
    "cp932": "일본어 윈도(Shift_JIS)",
    "euc_jp": "일본어(EUC-JP)",
    "gb18030": "중국어 간체(GB18030)",
    "big5hkscs": "중국어 번체(Big5)",
    "cp1252": "서유럽어 윈도(Windows-1252)",
    "iso2022_jp": "일본어(ISO-2022-JP)",
    "iso2022_kr": "한국어(ISO-2022-KR)",
}
# These are offered even where some bytes do not fit: a file may be broken in one place only.
OFTEN_BROKEN = ("utf-8", "cp949")
MAX_CANDIDATES = 5
LIKELY, CLEARLY = 0.5, 0.15
PREVIEW_LINES = 5
PREVIEW_LENGTH = 200  # characters of a line
JUDGED = 64 * 1024  # characters that are looked at

# Wider sets that hold the one named: pages say EUC-KR and mean CP949.
WIDER = {"euc_kr": "cp949", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030",
         "big5": "big5hkscs", "johab": "", "iso8859-1": "cp1252", "ascii": "utf-8",
         "utf-8-sig": "utf-8", "utf-16": "utf-16-le"}  # fmt: skip
NAMES = {"ks_c_5601-1987": "cp949", "ksc5601": "cp949", "windows-949": "cp949", "ms949": "cp949",
         "x-windows-949": "cp949", "x-sjis": "cp932", "windows-31j": "cp932",
         "x-euc-jp": "euc_jp", "x-gbk": "gb18030"}  # fmt: skip

DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{2,40})",
    re.IGNORECASE,
)
DECLARED_WITHIN = 4096

BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")

UNREADABLE = (
    "표 파일로 읽을 수 없습니다. 엑셀에서 열어 'CSV UTF-8(쉼표로 분리)'이나 "
    "'Excel 통합 문서(.xlsx)'로 저장한 뒤 다시 올려 주세요."
)
# The letters that half of any such text is made of: a text without them is read wrongly.
COMMON = frozenset(
    "가간강개거건게결경계고공과관광교구국군그금기나내년념노농다단담당대도동드등디라러로류르리마만면명모무문"
    "물미민바방버번베보부북비사산상생서선성세소수스시식신실안양어업에여연영예오와외요용우운원월위유육으은을"
    "음의이인일임입자장재전정제조종주중지진차참천청체초축출치타태터통트특파평포표품프하학한합해행현협호홍화"
    "환활회후흥"
    "市友好城交流代表团團訪访问問年月日國国際际姉妹都提携会會長长府県省州中韩韓大学人民政文化教育经济経済協"
    "协议議定結结締缔关係系活动動参加派遣青少記念周期間内容区町村東北京上海山江湖南西外来事業名"
)
ASK = (
    "글자를 어떤 방식으로 저장한 파일인지 알 수 없습니다. 아래에서 글자가 바르게 보이는 것을 "
    "골라 주세요. 없으면 엑셀에서 'CSV UTF-8(쉼표로 분리)'로 저장한 뒤 다시 올려 주세요."
)


class EncodingUnknown(LegacyError):  # noqa: N818 - it asks; the clerk did nothing wrong
    """No encoding fits for sure. `candidates`: (encoding, Korean label, first five lines) each."""

    def __init__(self, candidates):
        super().__init__(ASK)
        self.candidates = candidates


def decode(data, encoding=""):
    """The text of these bytes; with `encoding`, by that one, U+FFFD for what does not fit.

    Without it: BOM, strict UTF-8, what an HTML page declares, strict CP949. Raises
    EncodingUnknown where none fits, LegacyError for bytes that are no text and for a
    name that is no encoding of ours.
    """
    if encoding:
        return _as_told(data, encoding)
    for bom, its_encoding in BOMS:
        if data.startswith(bom):
            text = _strictly(data[len(bom) :], its_encoding)
            break
    else:
        text = _guess(data)
    if text is None:
        candidates = candidates_for(data)
        raise EncodingUnknown(candidates) if candidates else LegacyError(UNREADABLE)
    return text


def encoding_name(name):
    """Our name for an encoding as pages and people write it, "" for one that is not read."""
    name = name.strip().lower()
    try:
        name = NAMES.get(name) or codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    name = WIDER.get(name, name)
    return name if name in LABELS else ""


def _guess(data):
    declared = _declared(data)
    if declared.startswith("iso2022") and b"\x1b" in data:
        return _strictly(data, declared)
    # UTF-8 before what the page says: no other text passes for it, and pages are saved anew.
    encodings = ["utf-8", "cp949"]
    if declared and declared != "cp1252":
        encodings.insert(1, declared)
    for encoding in encodings:
        text = _strictly(data, encoding)
        if text is not None:
            return None if encoding == "cp949" and _is_mistaken(data, text) else text
    return None


def _is_mistaken(data, text):
    """Whether this is Chinese or Japanese that CP949 reads as well, in Hangul that nobody uses."""
    text = text[:JUDGED]
    strange = [letter for letter in text if letter >= "\u0100" and letter not in COMMON]
    common = sum(letter in COMMON for letter in text)
    if len(strange) < 8 or common * 2 > len(strange):
        return False
    others = (_strictly(data, encoding) for encoding in ("cp932", "euc_jp", "gb18030"))
    return any(_likeness(other) > _likeness(text) + CLEARLY for other in others if other)


def _declared(data):
    found = DECLARED.search(data[:DECLARED_WITHIN])
    return encoding_name((found[1] or found[2]).decode("ascii", "ignore")) if found else ""


def _strictly(data, encoding):
    """The text, None where a byte does not fit or where it is no text."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _is_binary(text) else text.removesuffix("\x1a")


def _is_binary(text):
    """A stray control character is in many a table; many of them, or a NUL, are in none."""
    return "\x00" in text or len(BINARY.findall(text[:JUDGED])) > len(text) // 100 + 1


def _as_told(data, encoding):
    name = encoding_name(encoding)
    if not name:
        raise LegacyError(
            f"'{encoding}'은(는) 읽을 수 있는 저장 방식이 아닙니다. 다시 골라 주세요."
        )
    for bom, its_encoding in BOMS:
        if its_encoding == name:
            data = data.removeprefix(bom)
    text = data.decode(name, "replace")
    if _is_binary(text):
        raise LegacyError(UNREADABLE)
    return text.removesuffix("\x1a")


def candidates_for(data):
    """(encoding, Korean label, first five lines) of each that may be meant, the likeliest first."""
    found = []
    for encoding in list(LABELS)[:9]:
        text = _attempt(data, encoding)
        if text is not None:
            found.append((_likeness(text), encoding, text))
    found.sort(key=lambda one: -one[0])
    return [
        (encoding, LABELS[encoding], _preview(text))
        for likeness, encoding, text in found[:MAX_CANDIDATES]
        if likeness > LIKELY
    ]


def _attempt(data, encoding):
    for bom, its_encoding in BOMS:
        if its_encoding == encoding:
            data = data.removeprefix(bom)
    text = _strictly(data, encoding)
    if text is None and (encoding in OFTEN_BROKEN or encoding.startswith("utf-16")):
        text = data.decode(encoding, "replace")
        if _is_binary(text) or text.count("\ufffd") > len(text) // 10 + 1:
            return None
    return text


def _likeness(text):
    """How much this looks like a text of Korean, Japanese, Chinese or Latin letters; to 1."""
    text = text[:JUDGED]
    return sum(map(_weight, text)) / max(len(text), 1)


def _weight(letter):
    code = ord(letter)
    if code < 0x7F or 0x3040 <= code <= 0x30FF or letter in COMMON:
        return 1
    if 0xAC00 <= code <= 0xD7A3 or 0x4E00 <= code <= 0x9FFF:
        return 0.6
    if 0xC0 <= code <= 0x24F:
        return 0.65
    if 0x2000 <= code <= 0x33FF or 0xFF00 <= code <= 0xFF60:
        return 0.4
    return -1


def _preview(text):
    lines = [tidy(line)[:PREVIEW_LENGTH] for line in text[: JUDGED // 4].splitlines()]
    return [line for line in lines if line][:PREVIEW_LINES]
