"""Make the CSV and XLSX files of the corpus: `python -m tests.corpus.make`.

The files are committed; this says how they came about and makes them again, byte for byte.
Where each comes from is in README.md.
"""

from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from tests.corpus.delimited import delimited, saved
from tests.corpus.make_second import SECOND
from tests.corpus.make_unseen import UNSEEN

HERE = Path(__file__).parent


def busan():
    """The open-data layout 도시명,국가명,결연일자,면적,인구수,비고,데이터기준일자, in CP949."""
    head = ["도시명", "국가명", "결연일자", "면적", "인구수", "비고", "데이터기준일자"]
    cities = [
        ("가오슝", "대만", "1966-06-30", "2947", "2773000", ""),
        ("로스앤젤레스", "미국", "1967-12-18", "1302", "3979000", ""),
        ("시모노세키", "일본", "1976-10-11", "716", "255000", ""),
        ("바르셀로나", "스페인", "1983-10-25", "101", "1636000", ""),
        ("블라디보스토크", "러시아", "1992-06-30", "600", "606000", ""),
        ("상하이", "중국", "1993-08-24", "6341", "24280000", "직할시"),
        ("호치민", "베트남", "1995-11-03", "2095", "8993000", ""),
        ("오클랜드", "뉴질랜드", "1996-04-22", "1086", "1571000", ""),
    ]
    return delimited([head, *([*city, "2023-08-31"] for city in cities)]).encode("cp949")


def seoul():
    """The API layout NATIONNAME,CITYNAME,AGREE_DATE with dates of eight digits and a BOM."""
    rows = [
        ("NATIONNAME", "CITYNAME", "AGREE_DATE"),
        ("대만", "타이베이", "19680323"),
        ("터키", "앙카라", "19710823"),
        ("미국", "호놀룰루", "19731005"),
        ("미국", "샌프란시스코", "19760518"),
        ("브라질", "상파울루", "19770420"),
        ("일본", "도쿄", "19880903"),
        ("러시아", "모스크바", "19910713"),
        ("호주", "뉴사우스웨일즈", "19911111"),
    ]
    return delimited(rows).encode("utf-8-sig")


def incheon_seogu():
    """Cities at home: no column for the country, a number column, CP949."""
    rows = [
        ("연번", "도시명", "교류일자", "행정구역", "면적"),
        ("1", "충청남도 태안군", "1999-05-11", "2읍 6면", "515.8"),
        ("2", "강원도 화천군", "2004-10-08", "1읍 4면", "909.0"),
        ("3", "전라남도 신안군", "2011-03-22", "2읍 12면", "655.7"),
    ]
    return delimited(rows).encode("cp949")


def gyeyang():
    """Who with whom: 기관명, 자매결연 체결 기관명, 자매결연일, CP949."""
    rows = [
        ("기관명", "자매결연 체결 기관명", "자매결연일", "데이터기준일자"),
        ("인천광역시 계양구", "충청북도 단양군", "2008-07-04", "2024-06-03"),
        ("인천광역시 계양구", "충청남도 부여군", "2010-04-21", "2024-06-03"),
        ("인천광역시 계양구", "경상북도 청송군", "2013-10-30", "2024-06-03"),
    ]
    return delimited(rows).encode("cp949")


def gwangju():
    """Three kinds in one file, line breaks inside cells, UTF-8 without BOM."""
    rows = [
        ("구분", "국가", "도시", "결연일자", "도시인구수", "도시면적", "도시특징"),
        ("자매결연도시", "대만", "타이난시", "1968.9.17", "1,882,000", "2,192", "옛 도읍\n관광"),
        ("자매결연도시", "미국", "샌안토니오시", "1982.2.4", "1,547,000", "1,194", "군사, 관광"),
        ("자매결연도시", "중국", "광저우시", "1996.10.25", "18,676,000", "7,434", "무역"),
        ("자매결연도시", "일본", "센다이시", "2002.4.20", "1,090,000", "786", ""),
        ("우호협력도시", "중국", "취안저우시", "2011.5.31", "8,740,000", "11,015", ""),
        ("우호협력도시", "이탈리아", "토리노시", "2002.11.19", "870,000", "130", "자동차"),
        ("교류 MOU 체결 도시", "베트남", "하이퐁시", "미정", "2,028,000", "1,561", ""),
    ]
    return delimited(rows).encode("utf-8")


def tieling():
    """A timeline under a title and a blank line, CP949."""
    text = (
        "당진시-철령현 교류 현황,,\r\n,,\r\n기 간,교 류 내 용,인원\r\n"
        "2004.09.13.∼2004.09.15.,공무원 및 의원 대표단 방문,9명\r\n"
        "2004.08.17.∼2004.08.18.,공무원 대표단 우리군 래방,7명\r\n"
        '2003.08.28.∼2003.08.30.,"공무원, 기업인 우리군 래방",24명\r\n'
        "2002.04.26.,부현장 외 5명 래군 우호친선 교류협정 체결,\r\n"
        "2001.07.20.,현장 등 6명 래군,\r\n"
    )
    return text.encode("cp949")


def unicode_text():
    """What Excel saves as "유니코드 텍스트": UTF-16, tabs."""
    rows = [
        ("순번", "일시", "도시명", "주요내용"),
        ("1", "2007. 8. 1.", "가오슝시", "시의회 의장 일행 친선방문(11명)"),
        ("2", "2008. 2. 27.", "가오슝시", "항만특위 친선방문 및 시찰(7명)"),
        ("3", "2009. 7. 14. ~ 7. 17.", "가오슝시", "부의장 등 11명, 우호교류 합의"),
        ("4", "2010. 5. 3. ~ 5. 7.", "가오슝시", "우호교류 협정 체결(14명)"),
    ]
    return delimited(rows, "\t").encode("utf-16")


def semicolons():
    """A timeline with semicolons, commas inside the cells, UTF-8 with BOM."""
    rows = [
        ("연도", "내용", "비고"),
        ("1995.4", "대표단 상호 방문, 의향 교환", ""),
        ("1996.7.", "자매결연 체결, 기념식수", "의회, 군청"),
        ("2005년", "10주년 기념식", ""),
        ("2016. 7. 29(금)", "20주년 기념식, 감사패 전달", ""),
        ("동년 11월", "마라톤 교류", ""),
    ]
    return delimited(rows, ";").encode("utf-8-sig")


def bold(sheet, number):
    for cell in sheet[number]:
        cell.font = Font(bold=True)


def chuncheon():
    """A title, the day it was drawn up, merged countries, dates of Excel, a footnote below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "국외자매도시"
    sheet["A1"] = "국외 자매·우호도시 현황"
    sheet.merge_cells("A1:F1")
    sheet["F2"] = "기준일: 2024. 12. 31."
    sheet.append(["국 가", "도 시", "구 분", "결연일자", "인구(천명)", "특 성"])
    bold(sheet, 3)
    for row in [
        ("일본", "야마구치현 호후시", "우호", date(1991, 10, 29), 113, None),
        (None, "기후현 가카미가하라시", "자매", date(2003, 10, 24), 145, "항공산업"),
        ("에티오피아", "아디스아바바시", "자매", date(2004, 5, 4), 3800, None),
        ("대만", "난터우현", "우호", date(2012, 12, 3), 480, "차, 관광"),
        ("중국", "산둥성 지난시", "우호", date(2019, 6, 18), 9200, None),
        (None, "랴오닝성 다롄시", "우호", "2019. 9.", 7450, None),
    ]:
        sheet.append(row)
    sheet.merge_cells("A4:A5")
    sheet.merge_cells("A8:A9")
    for number in range(4, 9):
        sheet.cell(number, 4).number_format = "yyyy. m. d."
    sheet["A11"] = "※ 인구는 각 도시 누리집 기준"
    return book


def two_headers():
    """Two header rows: 체결 내용 over 일자 and 장소."""
    book = Workbook()
    sheet = book.active
    sheet.title = "교류도시"
    sheet.append(["연번", "국가명", "도시명", "교류 형태", "체결 내용", None, "면적(㎢)"])
    sheet.append([None, None, None, None, "일자", "장소", None])
    sheet.merge_cells("E1:F1")
    for column in "ABCDG":
        sheet.merge_cells(f"{column}1:{column}2")
    for row in [
        (1, "중국", "장쑤성 우시시", "자매결연", "1995.10.28", "시청 대회의실", 4627),
        (2, "일본", "아이치현 도요카와시", "우호교류", "1999.4.20", "도요카와시청", 161),
        (3, "중국", "랴오닝성 선양시 허핑구", "업무협약", "2010.6.3", "선양", 61),
        (4, "캄보디아", "캄퐁톰주", "의향서", "2013.12.", None, 13814),
    ]:
        sheet.append(row)
    return book


def sheet_a_city():
    """One sheet a city; the sheet's name tells which. The last sheet is a memo."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in {
        "이사시": [("1991. 6. 12.", "자매결연 조인"), ("2004. 2. 8. ~ 2. 11.", "고교생 홈스테이"),
                  ("2018. 6. 1. ~ 6. 2.", "마늘축제 교류단 방문(12명)")],
        "징강산시": [("2005년 9월", "우호교류 협약"), ("2009. 5. 6.", "공무원 상호파견 시작")],
    }.items():  # fmt: skip
        sheet = book.create_sheet(name)
        sheet["A1"] = f"{name} 교류 실적"
        sheet.append(["기간", "교류내용"])
        for row in rows:
            sheet.append(row)
    memo = book.create_sheet("메모")
    memo["A1"] = "내년 예산 반영 여부 확인할 것"
    return book


def months():
    """Cells shown as months, and a float where the clerk typed 2013.10."""
    book = Workbook()
    sheet = book.active
    sheet.title = "교류내역"
    sheet.append(["일자", "내용", "장소"])
    for value, text, format_ in [
        (date(2011, 4, 1), "벚꽃축제 참가", "yyyy. m."),
        (date(2012, 11, 1), "경제교류단 초청", 'yyyy"년" m"월"'),
        (date(2013, 5, 17), "우호협약 체결", "yyyy-mm-dd"),
        (2013.1, "체육대회 개최", "General"),
        (2015, "10주년 기념 사진전", "General"),
        (2016.12, "연말 영상 교류", "General"),
    ]:
        sheet.append([value, text, None])
        sheet.cell(sheet.max_row, 1).number_format = format_
    return book


def million_rows():
    """A table whose sheet ends at row 1,048,576, as after formatting whole columns."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append(["국명", "도시명", "종류", "협정일자"])
    sheet.append(["필리핀", "바기오시", "자매결연", "2000.11.8"])
    sheet.append(["중국", "허룽시", "우호협력", "2002.9.3"])
    sheet.append([])
    sheet.append(["몽골", "날라이흐구", "우호협력", "2013.8.20"])
    sheet.cell(1_048_576, 6).font = Font(bold=True)
    return book


def totals():
    """A number column, subtotals between the countries and a total at the end."""
    book = Workbook()
    sheet = book.active
    sheet.title = "총괄"
    sheet.append(["번호", "국가", "자매도시", "자매결연 체결일", "비고"])
    for row in [
        (1, "일본", "가나가와현 유가와라정", "1994.11.2", None),
        ("소계", None, "1개 도시", None, None),
        (2, "중국", "헤이룽장성 다칭시", "2024.11.18", "2001년 우호교류"),
        (3, "중국", "산둥성 짜오좡시", "2011.4.6", None),
        ("소계", None, "2개 도시", None, None),
        ("합계", None, "3개 도시", None, None),
    ]:
        sheet.append(row)
    return book


def contacts():
    """A column with a person's name and one with a telephone number."""
    book = Workbook()
    sheet = book.active
    sheet.title = "현황"
    sheet.append(
        ["국가명", "지역", "도시명", "교류구분", "체결일자", "담당부서", "담당자", "연락처"]
    )
    for row in [
        ("호주", "뉴사우스웨일스주", "스트라스필드시", "자매결연", date(2011, 5, 13), "자치행정과",
         "홍길동", "000-580-0000"),
        ("중국", "길림성", "매하구시", "우호교류", date(2006, 9, 1), "자치행정과", "홍길동",
         "000-580-0000"),
        ("필리핀", "카비테주", "카비테시", "자매결연", date(2015, 4, 9), "문화체육과", "임꺽정",
         "000-580-0001"),
    ]:  # fmt: skip
        sheet.append(row)
        sheet.cell(sheet.max_row, 5).number_format = "yyyy-mm-dd"
    return book


def schools():
    """Schools and their partners; a school with two partners is one merged cell."""
    book = Workbook()
    sheet = book.active
    sheet.title = "학교"
    sheet["A1"] = "관내 학교 국제자매결연 현황"
    sheet.append(["순번", "관내학교명", "국가", "자매학교명", "결연일자", "교류내용"])
    for row in [
        (1, "가온초", "일본", "니시초등학교", date(2001, 5, 3), "그림 교환"),
        (2, "나래중", "중국", "실험중학", "2005. 4.", "상호 방문"),
        (None, None, "대만", "중정국민중학", date(2009, 11, 20), "홈스테이"),
        (3, "다솜고", "독일", "Hainberg Gymnasium", "1994", "교환학생"),
    ]:
        sheet.append(row)
    for number in (3, 5):
        sheet.cell(number, 5).number_format = "yyyy.mm.dd"
    for column in "AB":
        sheet.merge_cells(f"{column}4:{column}5")
    return book


FILES = {
    "busan_open_data.csv": busan, "seoul_api.csv": seoul, "incheon_seogu_domestic.csv": incheon_seogu,
    "gyeyang_domestic.csv": gyeyang, "gwangju_kinds.csv": gwangju, "dangjin_tieling.csv": tieling,
    "incheon_council_utf16.txt.tsv": unicode_text, "hapcheon_semicolons.csv": semicolons,
    "chuncheon_merged.xlsx": chuncheon, "two_header_rows.xlsx": two_headers,
    "namhae_sheet_a_city.xlsx": sheet_a_city, "month_cells.xlsx": months,
    "taebaek_million_rows.xlsx": million_rows, "chungju_totals.xlsx": totals,
    "gapyeong_contacts.xlsx": contacts, "school_ties.xlsx": schools,
}  # fmt: skip


# name in the folder -> what makes it
ALL = {
    **FILES,
    **{f"unseen/{name}": make for name, make in UNSEEN.items()},
    **{f"second/{name}": make for name, make in SECOND.items()},
}


def made(name):
    """The bytes of a file."""
    content = ALL[name]()
    return content if isinstance(content, bytes) else saved(content)


def main():
    """Write every file."""
    for name in ALL:
        (HERE / name).write_bytes(made(name))


if __name__ == "__main__":
    main()
