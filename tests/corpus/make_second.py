"""The CSV and XLSX files of `second`, written before anybody saw how the readers take them.

`python -m tests.corpus.make` writes these as well.
"""

from datetime import date

from openpyxl import Workbook

from tests.corpus.delimited import delimited


def progress():
    """국제교류 추진현황: a title, a unit line, a number column, subtotals; CP949."""
    rows = [
        ("2023년 국제교류 추진현황", "", "", "", "", "", ""),
        ("", "", "", "", "", "", "(2023. 12. 31. 현재)"),
        ("연번", "교류국가", "교류도시", "교류형태", "최초 체결일", "교류분야", "비고"),
        ("1", "중국", "장쑤성 타이저우시", "자매", "2007.11.15", "행정, 청소년", ""),
        ("2", "", "산시성 다퉁시", "우호", "2010.9.10", "문화", "석굴\n축제"),
        ("3", "일본", "오이타현 우사시", "자매", "1992.7.3", "청소년, 체육", ""),
        ("4", "베트남", "닌빈성", "우호", "2013.12", "경제", ""),
        ("계", "3개국", "4개 도시", "자매 2, 우호 2", "", "", ""),
        ("※ 우호: 의향서 포함", "", "", "", "", "", ""),
    ]
    return delimited(rows).encode("cp949")


def domestic():
    """Cities at home under a title; UTF-16 little endian with a BOM, commas."""
    rows = [
        ("국내 자매결연 현황", "", "", "", ""),
        ("연번", "시도", "시군구", "체결일자", "주요 교류사항"),
        ("1", "전라남도", "구례군", "2001-03-17", "산수유축제 교류"),
        ("2", "전라남도", "진도군", "2005-04-21", "직거래장터"),
        ("3", "충청북도", "음성군", "2012-09-13", "고추축제, 직거래장터"),
    ]
    return b"\xff\xfe" + delimited(rows).encode("utf-16-le")


def split_dates():
    """A timeline with the year, the month and the day in columns of their own; UTF-8."""
    rows = [
        ("년", "월", "일", "상대도시", "방문구분", "교류내용", "인원"),
        ("2017", "5", "12", "솔즈베리시", "초청", "교육청 대표단 방문", "4"),
        ("2017", "9", "", "솔즈베리시", "파견", "고등학생 단기연수", "16"),
        ("2018", "10", "3", "솔즈베리시", "초청", "합창단 합동공연", "30"),
        ("2019", "", "", "솔즈베리시", "파견", "공무원 장기연수", "1"),
    ]
    return delimited(rows).encode("utf-8")


def continents():
    """Two header rows, continents and countries merged, subtotals, footnotes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "자매우호도시"
    for row in [
        ["국외 자매·우호도시 현황"],
        ["연번", "대륙", "국가", "도시", "체결현황", None, "도시개요", None],
        [None, None, None, None, "구분", "체결일", "면적(㎢)", "인구(천명)"],
        ["총계", None, "4개국", "6개 도시", "자매 4 / 우호 2", None, None, None],
        [1, "아시아", "일본", "사가현 다케오시", "자매", date(2003, 7, 4), 195.4, 48],
        [2, None, None, "미에현 이가시", "우호", date(2009, 5, 29), 558.2, 88],
        [3, None, "중국", "허난성 카이펑시", "자매", "2000.11.1.", 6266, 4824],
        [4, None, None, "산둥성 르자오시", "우호", "2011. 6월", 5359, 2968],
        ["소계", None, "2개국", "4개 도시", None, None, None, None],
        [5, "미주", "미국", "워싱턴주 벨뷰시", "자매", date(1998, 9, 22), 97.1, 151],
        [6, "유럽", "폴란드", "루블린시", "자매", date(2016, 4, 6), 147.5, 340],
        [],
        ["※ 인구·면적은 상대 도시 누리집을 따름"],
        ["※ 일본 이가시는 2019년부터 교류 없음"],
    ]:
        sheet.append(row)
    sheet.merge_cells("A1:H1")
    for span in ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:H2", "A4:B4", "A9:B9",
                 "B5:B8", "C5:C6", "C7:C8"):  # fmt: skip
        sheet.merge_cells(span)
    for number in (5, 6, 10, 11):
        sheet.cell(number, 6).number_format = "yyyy-mm-dd"
    return book


def year_merged():
    """A timeline whose year is merged over its rows, months and days beside it, a total below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "추진실적"
    for row in [
        ["일본 하기시 교류 추진실적", None, None, None, None],
        [None, None, None, None, "작성: 2022. 3."],
        ["연도", "시기", "사업명", "장소", "인원"],
        ["2016", "5. 3. ~ 5. 6.", "도자기축제 참관", "하기시", 7],
        [None, "8월", "청소년 축구 교류전", "우리 시", 24],
        ["2017", "4. 14.", "결연 15주년 기념식수", "하기시", 12],
        [None, "10. 20. ~ 10. 22.", "다도 체험단 초청", "우리 시", 15],
        ["2018", "11월", "직원 파견 연수 종료", "하기시", 1],
        ["계", None, "5건", None, 59],
    ]:
        sheet.append(row)
    for span in ("A1:E1", "A4:A5", "A6:A7", "A9:B9"):
        sheet.merge_cells(span)
    return book


def place_and_country():
    """City and country in one cell; the second sheet tells of universities."""
    book = Workbook()
    sheet = book.active
    sheet.title = "도시"
    for row in [
        ["순", "교류도시(국가)", "구 분", "협정체결일", "교류부서"],
        [1, "쉬저우시(중국)", "자매결연", "1996. 11. 25.", "국제협력과"],
        [2, "오샤와시(캐나다)", "우호협력", "2006. 6. 19.", "국제협력과"],
        [3, "타슈켄트시 미라바드구(우즈베키스탄)", "우호협력", "2014. 9. 2.", "농업정책과"],
    ]:
        sheet.append(row)
    civic = book.create_sheet("민간")
    for row in [
        ["관내 대학 국제교류 협약 현황"],
        ["연번", "대학명", "상대 대학", "소재 국가", "협약일", "협약내용"],
        [1, "한빛대학교", "장쑤사범대학", "중국", date(2008, 3, 10), "교환학생 5명"],
        [2, None, "온타리오공과대학", "캐나다", date(2015, 10, 7), "공동연구"],
        [3, "푸른전문대학", "사마르칸트국립대학", "우즈베키스탄", "2019. 5.", "어학연수"],
    ]:
        civic.append(row)
    civic.merge_cells("A1:F1")
    civic.merge_cells("B3:B4")
    for number in (3, 4):
        civic.cell(number, 5).number_format = "yyyy. m. d."
    return book


SECOND = {
    "progress.csv": progress, "domestic_utf16.csv": domestic, "split_dates.csv": split_dates,
    "continents.xlsx": continents, "year_merged.xlsx": year_merged,
    "place_and_country.xlsx": place_and_country,
}  # fmt: skip
