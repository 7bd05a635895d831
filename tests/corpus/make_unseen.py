"""The CSV and XLSX files of `unseen`, which nobody saw while the readers were written.

`python -m tests.corpus.make` writes these as well.
"""

from datetime import date

from openpyxl import Workbook

from tests.corpus.delimited import delimited


def facts():
    """A facts table in three columns, blank where cells were merged, CP949."""
    rows = [
        ("구 분", "세 부", "내 용"),
        ("위치", "", "중국 지린성 동부"),
        ("면적", "", "5,069㎢"),
        ("인구", "총인구", "22만명(조선족 55%)"),
        ("", "행정구역", "4개 기구, 10개 진, 5개 향"),
        ("기후", "연평균 기온", "5.1℃"),
        ("", "강수량", "553㎜"),
        ("교통", "항공", "인천-옌지, 창춘, 선양 간 운항"),
    ]
    return delimited(rows).encode("cp949")


def schools():
    """Ties of schools, CP949, a school's cell blank where it stands above."""
    rows = [
        ("학교급", "우리학교", "국가명", "자매학교", "체결일자", "비고"),
        ("초", "서호초등학교", "일본", "후시미초등학교", "2003. 7. 14.", ""),
        ("", "", "중국", "상해시실험소학", "2006.11", "격년 방문"),
        ("고", "관광산업고", "중국", "상해시농업학교", "1997년 7월", "매년 상호 방문"),
        ("", "외국어고", "미국", "Green Valley High School", "'11. 5. 3", ""),
    ]
    return delimited(rows).encode("cp949")


def units():
    """A title, a date of drawing up, two header lines with units, a footnote; UTF-8 with BOM."""
    rows = [
        ("국제자매도시 현황", "", "", "", "", ""),
        ("", "", "", "", "", "2020.1.1. 기준"),
        ("국가명", "도시명", "인구", "면적", "결연", ""),
        ("", "", "(천명)", "(㎢)", "일자", "장소"),
        ("일본", "가라츠시", "127", "487.48", "1982.3.5", "가라츠시"),
        ("중국", "항저우시", "10,360", "16,847", "1994.11.1", "우편 교환"),
        ("필리핀", "세부시", "866", "315", "1996.10.23", "여천시"),
        ("※ 자료: 총무과", "", "", "", "", ""),
    ]
    return delimited(rows).encode("utf-8-sig")


def database():
    """A search result of a national database: homes of many cities; UTF-8, tabs."""
    rows = [
        ("자치단체", "국가", "지역/도시", "교류형태", "결연일자"),
        ("경기도 수원시", "중국", "산둥성/지난시", "자매결연", "1993-10-27"),
        ("경기도 수원시", "일본", "홋카이도/아사히카와시", "자매결연", "1989-10-17"),
        ("충청남도 보령시", "일본", "가나가와현/후지사와시", "자매결연", "2002-11-15"),
        ("충청북도 충주시", "중국", "헤이룽장성/다칭시", "우호교류", "2001"),
    ]
    return delimited(rows, "\t").encode("utf-8")


def two_tables():
    """Two tables in one sheet, each under its own title."""
    book = Workbook()
    sheet = book.active
    sheet.title = "교류도시"
    for row in [
        ["1. 국내 자매도시"],
        ["지역", "도시명", "결연일", "비고"],
        ["서울특별시", "강동구", date(1992, 10, 17), None],
        ["경기도", "성남시", date(1998, 4, 17), None],
        [],
        ["2. 국외 자매도시"],
        ["국가", "도시명", "결연일", "비고"],
        ["중국", "왕칭현", "2004.9.7", "연변"],
        ["필리핀", "산후안시", "2009. 8. 26.", None],
    ]:
        sheet.append(row)
    for number in (3, 4):
        sheet.cell(number, 3).number_format = "yyyy. m. d"
    return book


def facts_book():
    """Facts with the topic merged over several rows, a title above."""
    book = Workbook()
    sheet = book.active
    sheet.title = "웨이팡시"
    sheet["A1"] = "웨이팡시 일반현황"
    sheet.merge_cells("A1:C1")
    for row in [
        ["구분", None, "내용"],
        ["도시개요", "위치", "산둥성 중부"],
        [None, "면적", "16,143㎢"],
        [None, "인구", "938만명"],
        ["산업", None, "기계, 연(鳶), 채소"],
        ["자매결연", "체결일", date(2001, 9, 11)],
    ]:
        sheet.append(row)
    sheet.merge_cells("A2:B2")
    sheet.merge_cells("A3:A5")
    sheet.merge_cells("A6:B6")
    sheet.cell(7, 3).number_format = 'yyyy"년" m"월" d"일"'
    return book


def lists_in_cells():
    """Several dates in a cell, several cities in a cell, a serial without format."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    for row in [
        ["국가", "도시", "결연구분", "체결일"],
        ["중국", "산둥성 빈저우시", "우호교류", "1997.1.25, 2006.4.28"],
        ["미국", "버지니아주 라우던카운티", "자매결연", date(2013, 5, 2)],
        ["일본", "하코다테시\n(홋카이도)", "자매결연", 40756],
        ["베트남", "하노이시, 호찌민시", "업무협약", "2016. 3"],
        ["몽골", "돈드고비 아이막", "우호교류", "2009.5.27~"],
    ]:
        sheet.append(row)
    sheet.cell(3, 4).number_format = "yyyy-mm-dd"
    return book


def from_and_to():
    """A timeline whose period stands in two columns, with direction and people."""
    book = Workbook()
    sheet = book.active
    sheet.title = "2018 실적"
    for row in [
        ["번호", "도시명", "시작일", "종료일", "방향", "내용", "인원"],
        [1, "다이센시", date(2018, 8, 1), date(2018, 8, 5), "접수", "청소년 홈스테이", 11],
        [2, "다이센시", date(2018, 10, 10), date(2018, 10, 13), "파견", "10주년 기념행사", 18],
        [3, "일조시", date(2018, 11, 30), None, "접수", "시장 일행 방문", 11],
    ]:
        sheet.append(row)
    for number in range(2, 5):
        for column in (3, 4):
            sheet.cell(number, column).number_format = "yyyy-mm-dd"
    return book


UNSEEN = {
    "helong_facts.csv": facts, "jeju_schools.csv": schools, "yeosu_units.csv": units,
    "gaok_search.tsv": database, "two_tables.xlsx": two_tables, "weifang_facts.xlsx": facts_book,
    "lists_in_cells.xlsx": lists_in_cells, "from_and_to.xlsx": from_and_to,
}  # fmt: skip
