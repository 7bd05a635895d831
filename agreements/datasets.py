"""The tables of partners, agreements, civic ties and their anniversaries that a home offers."""

from django.utils.translation import gettext_lazy as _

from exchange.datasets import EDTF, Dataset, register

HOME = {"우리 도시": _("이 표를 내는 지방자치단체. 국명, 광역·주·성, 이름")}
PARTNER = {
    "국명": _("교류도시의 나라"),
    "광역·주·성": _("교류도시가 속한 광역자치단체·주·성"),
    "교류도시": _("교류도시의 이름"),
    "영문 이름": _("교류도시의 영문 이름"),
    "교류내용": _("협정의 종류: 자매결연, 우호협력, 교류도시, 업무협약(MOU), 의향서"),
    "협정 이름": _("문서에 적힌 협정 이름"),
    "교류일자": _("협정을 맺은 날. 문서에 적힌 그대로"),
    "체결일 설명": _("날짜를 모를 때 아는 만큼 적은 것"),
    "체결 장소": _("협정을 맺은 곳"),
    "효력": _("협정의 효력: 유효, 격상됨, 승계됨, 종료"),
    "단계": _("지금 어떤 사이인지: 접촉, 추진 중, 교류 중, 중단, 종료"),
}
AGREEMENT = {
    "현지 이름": _("교류도시의 현지 이름"),
    "EDTF": EDTF,
    "서명자": _("협정에 서명한 사람. 한 줄에 한 사람"),
    "협력 내용": _("협정에 적힌 협력 내용. 한 줄에 하나"),
    "그 밖의 당사자": _("두 도시 말고 함께 서명한 곳"),
    "비고": _("협정의 내용"),
    "효력 끝남": _("효력이 끝난 날. 문서에 적힌 그대로"),
    "효력 끝남 EDTF": EDTF,
    "대체한 협정": _("이 협정이 대체한 앞의 협정"),
    "승계 설명": _("협정을 이어받은 까닭"),
    "두 단체장 서명": _("두 단체장이 서명한 협정서가 있는지. 예, 아니오, 모르면 빈칸"),
    "한 분야에 한정되지 않음": _("한 분야에 한정되지 않는지. 예, 아니오, 모르면 빈칸"),
    "의회 승인 여부": _("의회의 승인을 받았는지. 예, 아니오, 모르면 빈칸"),
}
CIVIC = {
    "교류도시": _("교류도시 사이의 민간교류라면 그 도시"),
    "우리 기관": _("우리 쪽의 학교·대학·단체"),
    "국가": _("상대 기관의 나라"),
    "해외 기관": _("상대 쪽의 학교·대학·단체"),
    "구분": _("기관의 종류: 초·중·고등학교, 대학교, 단체·동호회, 기업·경제단체, 기타"),
    "체결일": _("결연한 날. 문서에 적힌 그대로"),
    "교류내용": _("문서에 적힌 교류내용"),
    "분야": _("교류 분야. 시도지사협의회의 분류"),
    "비고": _("그 밖에 적힌 것"),
    "순서": _("문서에 나온 순서"),
}
ANNIVERSARY = {
    "주년": _("체결한 지 몇 해가 되는지"),
    "맞는 해": _("그 주년이 되는 해"),
    "맞는 날": _("그 주년이 되는 날. 체결한 날을 알 때만 있습니다."),
    "EDTF": EDTF,
}
OF_AGREEMENTS = ("updated_at", "partnership__updated_at", "partnership__partner__updated_at")

register(
    Dataset(
        name="partners",
        title=_("교류도시 목록"),
        description=_(
            "자매결연·우호협력·업무협약을 맺은 도시와 그 협정의 목록입니다. 나라와 이름, 협정의 종류와 체결일, 지금 어떤 사이인지가 협정마다 한 줄로 있습니다."
        ),
        unit=_("도시 {count}곳"),
        label="cities.Partnership",
        home="home",
        page="cities:partners",
        file="agreements:partners-file",
        columns=HOME | PARTNER | {name: AGREEMENT[name] for name in ("현지 이름", "EDTF")},
        changes=("updated_at", "partner__updated_at", "agreements__updated_at"),
        feed="cities:feed",
    ),
    Dataset(
        name="agreements",
        title=_("협정"),
        description=_(
            "교류도시와 맺은 협정의 목록입니다. 교류도시 목록의 내용에 더하여 서명자, 협력 내용, 그 밖의 당사자, 대체와 승계, 자매결연의 세 조건이 협정마다 한 줄로 있습니다."
        ),
        unit=_("협정 {count}건"),
        label="agreements.Agreement",
        home="partnership__home",
        page="cities:partners",
        file="agreements:agreements-file",
        columns=HOME | PARTNER | AGREEMENT,
        changes=OF_AGREEMENTS,
        feed="cities:feed",
    ),
    Dataset(
        name="anniversaries",
        title=_("기념일"),
        description=_(
            "올해와 내년에 5주년, 10주년, 20주년처럼 뜻깊은 해를 맞는 협정과, 그 뒤에 올 큰 기념일입니다. 협정의 내용과 몇 주년인지, 언제 맞는지가 한 줄로 있습니다."
        ),
        unit=_("협정 {count}건에서 셈"),
        label="agreements.Agreement",
        home="partnership__home",
        page="agreements:anniversaries",
        file="agreements:anniversaries-file",
        columns=HOME | PARTNER | ANNIVERSARY,
        changes=OF_AGREEMENTS,
        calendar="agreements:anniversaries-calendar",
    ),
    Dataset(
        name="civic",
        title=_("민간교류"),
        description=_(
            "우리 도시의 학교·대학·단체가 다른 나라의 학교·대학·단체와 맺은 결연의 목록입니다. 두 기관과 나라, 체결일, 교류내용과 분야가 결연마다 한 줄로 있습니다."
        ),
        unit=_("결연 {count}건"),
        label="agreements.CivicAgreement",
        home="home",
        page="agreements:civic",
        file="agreements:civic-file",
        columns=HOME | CIVIC | {"EDTF": EDTF},
    ),
    Dataset(
        name="civic-anniversaries",
        title=_("민간교류 기념일"),
        description=_(
            "올해와 내년에 5주년, 10주년, 20주년처럼 뜻깊은 해를 맞는 민간교류입니다. 두 기관과 체결일, 몇 주년인지, 언제 맞는지가 결연마다 한 줄로 있습니다."
        ),
        unit=_("결연 {count}건에서 셈"),
        label="agreements.CivicAgreement",
        home="home",
        page="agreements:anniversaries",
        file="agreements:civic-anniversaries-file",
        columns=HOME | CIVIC | ANNIVERSARY,
    ),
)
