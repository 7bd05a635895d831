"""Small legacy files for property tests: how they are drawn, edited and read."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from exchange.desk import intake
from exchange.resources import by_code
from tests.desk import user
from tests.import_pages import workbook

# Names that no rule takes for one another, so that a question is asked only where one is due.
PARTNERS = ("의성군", "플러튼시")
NEW_CITIES = (("일본", "나가사키시"), ("중국", "하얼빈시"))
TITLES = ("의회 방문", "청소년 축구 대회", "농산물 직거래", "공무원 파견", "나무를 심다")
DATES = ("2013. 4. 5.", "2014. 6.", "2015", "2016. 1. 2. ~ 5.")
PLACES = ("", "시청", "구청", "의회 회의실")


def column(*texts):
    return st.sampled_from(texts)


@dataclass(frozen=True)
class Kind:
    """A shape: its columns that tell rows apart, and those that may change."""

    code: str
    keys: dict
    values: dict

    @property
    def header(self):
        return [*self.keys, *self.values]


TIMELINE = Kind(
    "timeline",
    {"교류도시": column(*PARTNERS), "기간": column(*DATES), "교류내용": column(*TITLES)},
    {
        "장소": column(*PLACES),
        "인원(명)": column("", "5", "1,200"),
        "자세한 내용": column("", "탭\t과 \\N 과 'x'", "가\n나"),
    },
)
FACTS = Kind(
    "facts",
    {
        "도시": column(*PARTNERS),
        "구분": column("위치", "인구", "기후", "추진배경", "홈페이지", "자매결연 체결일"),
    },
    {
        "내용": column(
            "1,200명",
            "35천명",
            "동쪽",
            "기온 -5 ~ 36℃, 강우량(1,350mm)",
            "2004. 5. 4.",
            "2005. 6. 7.",
            "시청 www.uiseong.go.kr",
            "시청 www.fullerton.com",
        )
    },
)
CIVIC = Kind(
    "civic",
    {
        "우리 기관": column("반월초등학교", "한빛대학교"),
        "해외 기관": column("桂林小学", "Troy High"),
        "체결일": column(*DATES[:2]),
    },
    {
        "교류도시": column("", *PARTNERS),
        "교류내용": column("", "홈스테이", "언어 교류"),
        "비고": column("", "격년"),
    },
)
LIST = Kind(
    "partners",
    {
        "교류도시": column(*PARTNERS, *(name for _, name in NEW_CITIES)),
        "교류내용": column("자매결연", "우호협력"),
        "교류일자": column("2004. 5. 4.", "2010. 6. 7."),
    },
    {
        "체결 장소": column(*PLACES),
        "비고": column("", "의회 승인"),
        "인구": column("", "137천명", "2만명"),
        "누리집": column("", "시청 www.uiseong.go.kr", "시청 www.fullerton.com"),
    },
)
KINDS = {kind.code: kind for kind in (LIST, FACTS, TIMELINE, CIVIC)}
COUNTRIES = {"의성군": "대한민국", "플러튼시": "미국", **{name: one for one, name in NEW_CITIES}}


@dataclass
class Table:
    """A table of a file: {key: values} of its rows, in their order."""

    kind: Kind
    rows: dict = field(default_factory=dict)

    def cells(self):
        """Header and rows as the sheet has them."""
        if self.kind is not LIST:
            return [self.kind.header, *([*key, *values] for key, values in self.rows.items())]
        rows = [[COUNTRIES[key[0]], *key, *values] for key, values in self.rows.items()]
        return [["국명", *self.kind.header], *rows]


def rows_of(kind, **sizes):
    """Drawn rows of a table; keys are not repeated."""
    return st.dictionaries(
        st.tuples(*kind.keys.values()), st.tuples(*kind.values.values()), **sizes
    )


@st.composite
def files(draw, most=2):
    """One or several tables, of different shapes or of one."""
    codes = draw(st.lists(st.sampled_from([*KINDS]), min_size=1, max_size=most))
    return [
        Table(KINDS[code], draw(rows_of(KINDS[code], min_size=1, max_size=5))) for code in codes
    ]


def edited(draw, tables):
    """(the tables with rows edited and added, [{line: "edited" or "added"} of each])."""
    found, deeds = [], []
    for table in tables:
        rows, deed = dict(table.rows), {}
        for number, (key, old) in enumerate(table.rows.items(), 2):
            if draw(st.booleans()):
                # A blank cell would leave the record as it is.
                rows[key] = tuple(draw(one.filter(bool)) for one in table.kind.values.values())
                if rows[key] != old:
                    deed[number] = "edited"
        for key, values in draw(rows_of(table.kind, max_size=2)).items():
            if key not in rows:
                rows[key] = values
                deed[len(rows) + 1] = "added"
        found.append(Table(table.kind, rows))
        deeds.append(deed)
    return found, deeds


def received(tables, home, overwrites=False):
    """A batch of a workbook with these tables, read as what they are."""
    data = workbook(*(table.cells() for table in tables))
    batch = intake.receive(user(), data, "표.xlsx", home=home.slug)
    batch.overwrites = overwrites
    batch.save()
    intake.read(batch)
    for stored, table in zip(batch.tables.order_by("number"), tables, strict=True):
        names = by_code()[table.kind.code].shape.names
        stored.shape, stored.header, stored.constants, stored.partner = table.kind.code, 0, {}, ""
        header = table.cells()[0]
        stored.places = {name: place for place, name in enumerate(header) if name in names}
        assert len(stored.places) == len(header)
        stored.save()
    return batch
