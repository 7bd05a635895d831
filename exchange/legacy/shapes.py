"""The four kinds of legacy tables, and the many headers their columns have."""

from dataclasses import dataclass

# Columns with a person's name are not read at all (담당자 is private).
PRIVATE = frozenset(["담당자", "담당자명", "담당공무원", "담당자성명", "작성자", "성명"])


@dataclass(frozen=True)
class Column:
    """A column by the header our own exports write, and by those other people write.

    Headers are compared without blanks, brackets and case. A cell left blank in a `filled_down`
    column is that of the row above, as long as the row names no new `block`.
    """

    name: str
    also: tuple = ()
    needed: bool = False
    is_date: bool = False
    is_name: bool = False
    filled_down: bool = False
    block: str = ""
    # The column without a header to the right of this one (a header merged over two columns).
    next_is: str = ""


@dataclass(frozen=True)
class Shape:
    """A kind of table: its name as a clerk says it, and its columns."""

    name: str
    columns: tuple

    @property
    def names(self):
        return [column.name for column in self.columns]


HOME = Column("우리 도시", ("우리시", "소속 도시", "home"), is_name=True)
SIGNED = (
    "결연일", "결연일자", "체결일", "체결일자", "체결년월일", "자매결연 체결일", "자매결연일",
    "자매결연일자", "자매결연 체결일자", "협정일", "협정일자", "협정 체결일", "협정 체결일자",
    "교류일", "AGREE_DATE", "date",
)  # fmt: skip
ORDER = Column("순서", ("position",))

PARTNER_LIST = Shape(
    "교류도시 목록",
    (
        HOME,
        Column("국명", ("국가", "국가명", "나라", "나라명", "country", "NATIONNAME"), needed=True,
               is_name=True),
        Column("광역·주·성", ("지역", "시도", "시·도", "광역", "주", "성", "region"), is_name=True),
        Column(
            "교류도시",
            ("도시", "도시명", "교류도시명", "자매도시", "자매도시명", "결연도시", "자매결연도시",
             "상대도시", "city", "CITYNAME"),
            needed=True,
            is_name=True,
        ),
        Column("영문 이름", ("영문명", "영문 도시명", "도시 영문명", "name_en")),
        Column(
            "교류내용",
            ("구분", "종류", "유형", "교류구분", "결연구분", "교류형태", "결연형태", "결연내용",
             "kind"),
            needed=True,
        ),
        Column("협정 이름", ("협정명", "협정", "title")),
        Column("교류일자", SIGNED, needed=True, is_date=True),
        Column("체결일 설명"),
        Column("체결 장소", ("장소", "place")),
        Column("효력", ("status",)),
        Column("단계", ("stage",)),
    ),
)  # fmt: skip

TIMELINE = Shape(
    "교류 내역",
    (
        HOME,
        Column("교류도시", ("상대도시", "자매도시", "도시명", "partner"), is_name=True),
        Column(
            "기간",
            ("구분", "일시", "일자", "날짜", "연도", "교류일자", "교류기간", "period", "date"),
            needed=True,
            is_date=True,
        ),
        Column(
            "교류내용",
            ("내용", "주요내용", "교류내역", "추진내용", "교류사항", "title", "content"),
            needed=True,
        ),
        Column("자세한 내용", ("세부내용", "상세내용", "details")),
        Column("분야", ("교류분야", "field")),
        Column("방향", ("direction",)),
        Column("장소", ("place",)),
        Column("인원(명)", ("인원", "인원수", "headcount")),
        ORDER,
    ),
)

FACTS = Shape(
    "도시 현황",
    (
        Column("도시", ("도시명", "교류도시", "city"), is_name=True),
        Column("구분", ("항목", "label"), needed=True, next_is="세부 구분"),
        Column("세부 구분", ("세부항목", "소구분")),
        Column("내용", ("현황", "일반현황", "text"), needed=True),
        Column("주제", ("topic",)),
        ORDER,
    ),
)

CIVIC = Shape(
    "민간교류",
    (
        HOME,
        Column("교류도시", ("partner",), is_name=True),
        Column(
            "우리 기관",
            ("관내학교명", "관내학교", "관내기관", "관내기관명", "관내단체", "관내단체명",
             "우리학교", "기관명", "단체명"),
            needed=True,
            is_name=True,
            filled_down=True,
        ),
        Column(
            "국가", ("국명", "국가명", "나라", "country"), needed=True, is_name=True,
            filled_down=True, block="우리 기관",
        ),
        Column(
            "해외 기관",
            ("학교명", "해외자매학교", "해외학교명", "자매학교", "자매학교명", "상대기관",
             "상대기관명", "교류기관", "교류기관명", "해외기관명"),
            needed=True,
            is_name=True,
        ),
        Column("구분", ("category",)),
        Column("체결일", ("교류일자", *SIGNED), needed=True, is_date=True),
        Column("교류내용", ("내용", "주요내용", "content")),
        Column("분야", ("교류분야", "field")),
        Column("비고", ("참고", "remarks")),
        ORDER,
    ),
)  # fmt: skip
