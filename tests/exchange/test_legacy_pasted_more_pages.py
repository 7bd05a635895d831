"""More pages as they are pasted: in other languages, badly set, with mistakes in them."""

import textwrap

import pytest

from exchange.legacy.pasted import read_text

TIMELINE = ["기간", "교류내용"]
FACTS = ["구분", "내용"]

# Name of the page: (text, [(kind, what `around` ends in, rows)]).
PAGES = {
    "장소와 인원이 있는 실적": (
        """
        국제교류 추진실적

        일시 내용 인원
        2014. 3. 2. 우호교류 의향서 교환 5명
        2015. 9. 1.~9. 4. 경제 사절단 파견 11명
        청소년 홈스테이 14명
        """,
        [
            (
                "table",
                "국제교류 추진실적",
                [
                    ["일시", "내용", "인원"],
                    ["2014. 3. 2.", "우호교류 의향서 교환", "5명"],
                    ["2015. 9. 1.~9. 4.", "경제 사절단 파견", "11명"],
                    ["2015. 9. 1.~9. 4.", "청소년 홈스테이", "14명"],
                ],
            )
        ],
    ),
    "영어 목록과 연혁": (
        """
        Skip to main content

        Sister Cities

        City Country Year
        Toledo Spain 1931
        Qinhuangdao China 1985

        Toledo, Spain

        History

        Year Content
        May 5, 1931 Agreement signed
        October 2-7, 2006 Delegation visited for the 75th anniversary
        Contact us
        """,
        [
            (
                "table",
                "Sister Cities",
                [
                    ["City", "Country", "Year"],
                    ["Toledo", "Spain", "1931"],
                    ["Qinhuangdao", "China", "1985"],
                ],
            ),
            (
                "timeline",
                "Toledo, Spain > History",
                [
                    TIMELINE,
                    ["May 5, 1931", "Agreement signed"],
                    ["October 2-7, 2006", "Delegation visited for the 75th anniversary"],
                ],
            ),
        ],
    ),
    "영어 항목과 값이 번갈아": (
        """
        Our sister cities

        Baoshan District, China

        Country
        China
        Establishment Date of Sisterhood
        Dec. 6, 1996
        Area
        425㎢
        Population
        1,220,000
        """,
        [
            (
                "facts",
                "Our sister cities > Baoshan District, China",
                [
                    FACTS,
                    ["Country", "China"],
                    ["Establishment Date of Sisterhood", "Dec. 6, 1996"],
                    ["Area", "425㎢"],
                    ["Population", "1,220,000"],
                ],
            )
        ],
    ),
    "일본어 현황과 연표": (
        """
        姉妹都市

        宮崎県都農町

        概要
        • 提携年月日 : 平成5年12月1日
        • 人口 : 10,391人
        • 面積 : 102㎢

        交流のあゆみ
        平成5年12月1日 姉妹都市提携
        平成10年8月 少年野球交流
        平成15年 10周年記念式典

        このページの先頭へ戻る
        """,
        [
            (
                "facts",
                "宮崎県都農町 > 概要",
                [
                    FACTS,
                    ["提携年月日", "平成5年12月1日"],
                    ["人口", "10,391人"],
                    ["面積", "102㎢"],
                ],
            ),
            (
                "timeline",
                "宮崎県都農町 > 交流のあゆみ",
                [
                    TIMELINE,
                    ["平成5年12月1日", "姉妹都市提携"],
                    ["平成10年8月", "少年野球交流"],
                    ["平成15年", "10周年記念式典"],
                ],
            ),
        ],
    ),
    "붙어 있는 이름표와 날짜": (
        """
        산동성 일조시 정보

            위치중국 연해 중부
            면적5,348㎢

        그간의 교류 상황

          • 2019.03.25. ~ 03.27. 한국어말하기 대회 입상자 방문(6명)
          • 2016.04.20공무원 파견
          • 2004.11.∼12. 공무원 연수단 방문(7기/90명)
        """,
        [
            (
                "facts",
                "산동성 일조시 > 정보",
                [FACTS, ["위치", "중국 연해 중부"], ["면적", "5,348㎢"]],
            ),
            (
                "timeline",
                "산동성 일조시 > 그간의 교류 상황",
                [
                    TIMELINE,
                    ["2019.03.25. ~ 03.27.", "한국어말하기 대회 입상자 방문(6명)"],
                    ["2016.04.20", "공무원 파견"],
                    ["2004.11.∼12.", "공무원 연수단 방문(7기/90명)"],
                ],
            ),
        ],
    ),
    "추진배경과 성과": (
        """
        베트남 다낭시

        추진배경
        • 2010년 대표단 방문을 계기로 교류를 시작함
        • 관광과 물류 협력을 위하여 추진함

        성과
        직항 노선이 열리고 해마다 학생이 오감
        """,
        [
            (
                "facts",
                "베트남 다낭시 > 추진배경",
                [
                    FACTS,
                    [
                        "추진배경",
                        "• 2010년 대표단 방문을 계기로 교류를 시작함\n"
                        "• 관광과 물류 협력을 위하여 추진함",
                    ],
                ],
            ),
            (
                "facts",
                "베트남 다낭시 > 성과",
                [FACTS, ["성과", "직항 노선이 열리고 해마다 학생이 오감"]],
            ),
        ],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_page_gives_the_sheets_a_person_reads(name):
    text, expected = PAGES[name]
    sheets = read_text(textwrap.dedent(text).lstrip("\n"))

    assert [(sheet.kind, sheet.rows) for sheet in sheets] == [
        (kind, rows) for kind, _, rows in expected
    ]
    for sheet, (_, around, _) in zip(sheets, expected, strict=True):
        assert sheet.around.endswith(around)


def test_line_with_a_date_in_prose_is_named():
    sheets = read_text(
        "강원도 인제군\n\n• 인구 : 3만명\n\n양 도시는 2013. 7. 13. 협약을 맺고 교류해 왔습니다.\n"
    )

    (notice,) = sheets[0].notices
    assert notice.startswith("5번째 줄은")
    assert "2013. 7. 13. 협약을 맺고" in notice


def test_wrong_date_is_a_row_for_the_clerk_to_mend():
    (sheet,) = read_text(
        "기간 내용\n2016. 8. 20. 체결\n2019. 13. 1. 방문\n2016. 8. 20. ~ 8. 19. 연수\n"
    )

    assert sheet.rows[1:] == [
        ["2016. 8. 20.", "체결"],
        ["2019. 13. 1.", "방문"],
        ["2016. 8. 20. ~ 8. 19.", "연수"],
    ]


def test_undated_item_between_dated_ones_is_a_row_of_its_own():
    (sheet,) = read_text(
        "교류내역\n- 2016. 8. 20. : 체결\n- 청소년 교류 해마다\n- 2019. 3. 1. : 방문\n"
    )

    assert sheet.rows[1:] == [
        ["2016. 8. 20.", "체결"],
        ["", "청소년 교류 해마다"],
        ["2019. 3. 1.", "방문"],
    ]
    assert sheet.lines == [0, 2, 3, 4]


def test_total_below_merged_cells_takes_nothing_from_the_row_above():
    (sheet,) = read_text(
        "국가\t도시명\t결연일\n중국\t칭다오시\t1997. 10. 27.\n웨이하이시\t1995. 2. 27.\n계\t2개 도시\n"
    )

    assert sheet.rows[1:] == [
        ["중국", "칭다오시", "1997. 10. 27."],
        ["중국", "웨이하이시", "1995. 2. 27."],
        ["계", "2개 도시", ""],
    ]
