"""Bytes to text: what is surely known is decoded, the rest is asked or refused with a reason."""

import email.message
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from exchange.legacy.decoding import LABELS, decode, encoding_name
from exchange.legacy.errors import LegacyError
from exchange.legacy.reading import EncodingUnknown, read_file
from exchange.legacy.recognise import recognise
from exchange.legacy.text import tidy
from tests.import_pages import workbook

# What legacy tables are written in, and some of what they are not.
korean = st.text(
    st.one_of(
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
        st.sampled_from("0123456789.,~ ∼·()‘’“”㎢℃漢字かな\n\"'-=+@"),
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    ),
    min_size=1,
)
TABLE = "기간,교류내용\n2003. 5. 2.,자매결연 체결(똠방각하)\n2004. 5. 2.,방문\n"
JAPANESE = "期間,内容\n2003年5月,姉妹都市の提携を高槻市と結びました\n2004年6月,友好訪問団の派遣\n"
CHINESE = "日期,内容\n2003年5月,缔结友好城市关系,访问团来访。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-be"])
@given(text=korean)
def test_decode_gives_back_what_was_encoded(encoding, text):
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        assume(False)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    # Bytes that are UTF-8 as well are taken for UTF-8: of Hangul syllables hardly any are.
    if encoding == "cp949" and not text.isascii():
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            assume(False)
    assert decode(data) == text


@pytest.mark.parametrize("encoding", LABELS)
@given(text=korean)
def test_decode_as_told_gives_back_what_was_encoded(encoding, text):
    text = text.encode(encoding, "ignore").decode(encoding)
    assume(text and text.encode(encoding).decode(encoding) == text)  # not all of them are exact
    assert decode(text.encode(encoding), encoding) == text


@given(korean)
def test_decomposed_text_is_read_composed(text):
    assume(tidy(text))
    sheets = read_file(f'"{tidy(text).replace(chr(34), "")}가",가\n'.encode())
    again = read_file(
        unicodedata.normalize("NFD", f'"{tidy(text).replace(chr(34), "")}가",가\n').encode()
    )
    assert sheets == again


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TABLE, "utf-16-le"),
        (TABLE, "utf-16-be"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        ("Name,Text\nMüller,Städtepartnerschaft und Freundschaft\n", "cp1252"),
    ],
)
def test_encoding_that_nothing_tells_is_asked_with_a_preview(text, encoding):
    data = text.encode(encoding)
    with pytest.raises(EncodingUnknown) as caught:
        read_file(data)
    candidates = caught.value.candidates
    assert candidates[0][0] == encoding
    assert len(candidates) <= 5
    assert candidates[0][2][0] == text.split("\n")[0]
    assert read_file(data, encoding=encoding)[0].rows[0] == text.split("\n")[0].split(",")
    assert "골라 주세요" in str(caught.value)


def test_a_byte_lost_in_a_korean_file_is_asked_and_named():
    data = TABLE.encode("cp949").replace("방문".encode("cp949"), b"\xff\xb9\xae")
    with pytest.raises(EncodingUnknown) as caught:
        read_file(data)
    assert caught.value.candidates[0][:2] == ("cp949", LABELS["cp949"])
    (sheet,) = read_file(data, encoding="cp949")
    assert sheet.rows[1] == ["2003. 5. 2.", "자매결연 체결(똠방각하)"]
    assert "\ufffd" in sheet.rows[2][1]
    assert "1개" in sheet.notices[0]
    assert "(3행)" in sheet.notices[0]


def test_an_encoding_told_where_all_fits_says_nothing():
    assert read_file(TABLE.encode("cp949"), encoding="euc-kr")[0].notices == []


def test_an_encoding_that_is_not_read_is_refused():
    for name in ("rot13", "zip", "no-such", "johab", "unicode_escape"):
        with pytest.raises(LegacyError, match=name):
            read_file(TABLE.encode(), encoding=name)


@pytest.mark.parametrize(
    ("written", "name"),
    [("EUC-KR", "cp949"), ("ks_c_5601-1987", "cp949"), ("Shift_JIS", "cp932"), ("UTF8", "utf-8"),
     ("gb2312", "gb18030"), ("base64", ""), ("", "")],
)  # fmt: skip
def test_encoding_names_as_pages_write_them(written, name):
    assert encoding_name(written) == name


def page(charset, text):
    return f'<html><head><meta charset="{charset}"></head><body><table><tr><td>{text}</td>' \
           "<td>가</td></tr></table></body></html>"  # fmt: skip


@pytest.mark.parametrize(
    ("charset", "encoding", "text"),
    [
        ("euc-kr", "cp949", "똠방각하"),
        ("Shift_JIS", "cp932", "姉妹都市髙槻"),
        ("iso-2022-jp", "iso2022_jp", "姉妹都市"),
        ("utf-8", "cp949", "교류"),  # what a page says of itself is not always so
        ("euc-kr", "utf-8", "교류"),
        ("iso-8859-1", "cp949", "교류"),
        ("no-such", "cp949", "교류"),
    ],
)
def test_page_that_names_its_encoding(charset, encoding, text):
    data = page(charset, text).replace("가", "1").encode(encoding)
    assert read_file(data)[0].rows[0][0] == text


def test_xml_declaration_of_a_page_is_heeded():
    data = '<?xml version="1.0" encoding="Shift_JIS"?><html><table><tr><td>提携</td></tr></table>'
    assert "提携" in decode(data.encode("cp932"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "암호"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1 ...", ".rtf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "그림"),
        (b"\x7fELF" + bytes(range(256)) * 3, "표 파일로 읽을 수 없습니다"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "mhtml"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
            b'xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "2003 XML",
        ),
    ],
)
def test_other_files_are_refused_and_it_is_said_what_to_do(data, words):
    with pytest.raises(LegacyError, match=words) as caught:
        read_file(data)
    assert "저장" in str(caught.value) or "올려" in str(caught.value)


def test_a_page_saved_in_one_file_is_read():
    archive = email.message.EmailMessage()
    archive["Subject"] = "교류도시"
    archive.set_content("<html><frameset><frame src=1.htm></frameset></html>", "html")
    archive.add_related("<table><tr><th>기간<th>내용<tr><td>2001<td>방문</table>", "html", "cp949")
    archive.add_related(b"\x89PNG", "image", "png")
    (sheet,) = read_file(archive.as_bytes(), "교류도시.mhtml")
    assert sheet.rows == [["기간", "내용"], ["2001", "방문"]]


def test_a_text_file_is_a_table_or_what_somebody_copied_from_a_page():
    table = "기간\t내용\n2001. 5. 2.\t방문, 협의\n2002. 5. 2.\t방문\n".encode("utf-16")
    assert read_file(table, "교류.txt")[0].rows[1] == ["2001. 5. 2.", "방문, 협의"]
    pasted = (
        "의성군\n\n교류내역\n2001. 5. 2. 방문, 협의, 회의\n2002. 5. 2. 결연, 방문\n2003. 5. 답방\n"
    )
    (sheet,) = read_file(pasted.encode("cp949"), "교류.TXT")
    assert sheet.kind == "timeline"
    assert ["2001. 5. 2.", "방문, 협의, 회의"] in sheet.rows


def test_control_characters_here_and_there_do_no_harm():
    data = ("기간,내용\n2001,방\x07문\n" + "2002,답방\n" * 60).encode() + b"\x1a"
    assert read_file(data)[0].rows[1] == ["2001", "방문"]


@given(
    st.builds(
        bytes.__add__,
        st.sampled_from(
            [
                b"",
                b"<html>",
                b"sep=;\n",
                b"MIME-Version: 1.0\nContent-Type: text/html\n",
                b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n",
            ]
        ),
        st.binary(max_size=400),
    )
)
@example(b"<![")
@example(b"<!DOCTYPE html><![CDATA[")
@example(b"PK\x03\x04")
@example(b"\xff\xfe\x00")
def test_random_bytes_are_read_or_refused(data):
    try:
        sheets = read_file(data)
    except LegacyError:
        return
    assert sheets
    assert all(isinstance(cell, str) for row in sheets[0].rows for cell in row)


@given(st.lists(st.sampled_from(
    ["<table>", "<tr>", "<td>", "<th rowspan=3>", "<td colspan=0>", "</td>", "</table>", "<ul>",
     "<li>", "</ul>", "<dl><dt>", "<dd>", "2016", "2016. 5. 2. 방문", "5. 2.", "면적 : 36㎢", "<p>",
     "<div hidden>", "</div>", "<b>", "<![if x]>", "<!--", "-->", "<script>", "<br>", "&nbsp;",
     "<h2>인제군", "</h2>", "&#0;", "<a href='#t'>탭</a>", "<div id=t>", "<caption>", "가 "]
)))  # fmt: skip
def test_random_tags_are_read_or_refused(pieces):
    try:
        sheets = read_file(("<html>" + "".join(pieces)).encode(), "page.html")
    except LegacyError:
        return
    assert all(sheet.lines is None or len(sheet.lines) == len(sheet.rows) for sheet in sheets)


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=20))
def test_a_damaged_workbook_is_read_or_refused(at, noise):
    data = bytearray(workbook([["기간", "내용"], ["2001", "방문"]]))
    data[at : at + len(noise)] = noise
    try:
        sheets = read_file(bytes(data))
    except LegacyError:
        return
    assert all(isinstance(cell, str) for sheet in sheets for row in sheet.rows for cell in row)


def test_name_of_the_file_tells_what_was_agreed():
    data = "국가,도시,결연일\n일본,센다이시,2002. 4. 20.\n".encode("cp949")
    [named] = read_file(data, "한빛시_자매도시 현황_20230831.csv")
    assert named.around == "한빛시 자매도시 현황 20230831"
    assert recognise(named).constants["교류내용"] == "자매결연"
    [domestic] = read_file(data.replace("국가,".encode("cp949"), b"", 1), "국내 우호도시.csv")
    assert recognise(domestic).constants["국명"] == "대한민국"
    [silent] = read_file(data, "data.csv")
    assert recognise(silent).missing == ["교류내용"]
