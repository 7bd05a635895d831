"""The tables of exchanges and of indicators that a home offers."""

from django.utils.translation import gettext_lazy as _

from exchange.datasets import EDTF, Dataset, register

HOME = {"우리 도시": _("이 표를 내는 지방자치단체. 국명, 광역·주·성, 이름")}

register(
    Dataset(
        name="events",
        title=_("교류 내역"),
        description=_(
            "교류도시와 주고받은 방문, 행사, 파견, 협의의 기록입니다. 기간과 교류내용, 자세한 내용, 분야와 방향, 장소와 인원이 교류마다 한 줄로 있습니다."
        ),
        unit=_("교류 {count}건"),
        label="timelines.ExchangeEvent",
        home="partnership__home",
        page="timelines:events",
        file="timelines:events-file",
        columns=HOME
        | {
            "교류도시": _("교류한 도시. 국명, 광역·주·성, 이름"),
            "기간": _("교류한 날이나 기간. 문서에 적힌 그대로"),
            "교류내용": _("무엇을 했는지"),
            "자세한 내용": _("제목 아래의 내용. 한 줄에 한 항목"),
            "분야": _("교류 분야. 시도지사협의회의 분류"),
            "방향": _("파견, 접수, 상호, 비대면. 모르면 빈칸"),
            "장소": _("교류한 곳"),
            "인원(명)": _("참가한 사람의 수. 모르면 빈칸"),
            "순서": _("같은 날의 교류가 여럿일 때의 순서"),
            "EDTF": EDTF,
        },
        calendar="timelines:events-calendar",
        feed="cities:feed",
    ),
    Dataset(
        name="indicators",
        title=_("지표"),
        description=_(
            "국제교류에서 무엇을 얼마나 이루려 하는지를 나타내는 지표와 그 값입니다. 지표의 이름과 단위, 기준치·목표치·실적의 연도와 값이 한 줄로 있습니다."
        ),
        unit=_("지표 {count}개"),
        label="timelines.Indicator",
        home="home",
        page="timelines:indicators",
        file="timelines:indicators-file",
        columns=HOME
        | {
            "지표 묶음": _("지표가 속한 정책이나 묶음"),
            "지표": _("지표의 이름"),
            "단위": _("값의 단위"),
            "값의 종류": _("기준치, 목표치, 실적"),
            "값의 연도": _("그 값의 해"),
            "지표 값": _("그 해의 값"),
            "지표 설명": _("지표에 붙은 설명"),
        },
        changes=("updated_at", "values__updated_at"),
    ),
)
