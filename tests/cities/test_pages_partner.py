"""The page of one partner."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.models import AgreementDocument
from cities.models import City, CityFact, Partnership, Portal
from exchange.records import Record
from tests.factories import (
    AgreementAreaFactory,
    AgreementFactory,
    AgreementPartyFactory,
    CityFactFactory,
    CityFactory,
    CivicAgreementFactory,
    EventPhotoFactory,
    ExchangeEventFactory,
    PartnershipFactory,
    PortalFactory,
    SourceFactory,
)
from tests.pages import facts, read, rows, words

pytestmark = pytest.mark.django_db

URL = "/yongin/partners/fullerton/"


@pytest.fixture
def partnership():
    home = PortalFactory(city=CityFactory(slug="yongin", name="용인시", region="경기도")).city
    partner = CityFactory(
        slug="fullerton", name="플러튼시", region="캘리포니아주", country="US", name_en="Fullerton"
    )
    return PartnershipFactory(home=home, partner=partner)


def test_headings_and_title_name_city_page_and_home(client, partnership):
    page = read(client, URL)
    assert words(page.title) == "플러튼시 - 교류도시 - 용인시"
    assert [words(heading) for heading in page.select("h1")] == [
        "경기도 용인시 교류도시 캘리포니아주 플러튼시"
    ]
    assert words(page.select_one(".breadcrumb")) == "전체 지자체 용인시 교류도시 플러튼시"
    assert page.select_one(".names [lang=en]").string == "Fullerton"


def test_title_tells_cities_of_one_name_apart(client):
    home = PortalFactory(
        city=CityFactory(slug="daegu-seogu", name="서구", region="대구광역시", tier="district")
    ).city
    gwangju = CityFactory(slug="gwangju-seogu", name="서구", region="광주광역시", tier="district")
    PartnershipFactory(home=home, partner=gwangju)
    page = read(client, "/daegu-seogu/partners/gwangju-seogu/")
    assert words(page.title) == "광주광역시 서구 - 교류도시 - 대구광역시 서구"

    ansan = PortalFactory(city=CityFactory(slug="ansan", name="안산시", region="경기도")).city
    anshan = CityFactory(slug="anshan", name="안산시", region="요녕성", country="CN")
    PartnershipFactory(home=ansan, partner=anshan)
    page = read(client, "/ansan/partners/anshan/")
    assert words(page.title) == "요녕성 안산시 - 교류도시 - 안산시"


def test_story_is_told_where_there_is_one(client, partnership):
    assert "추진 배경" not in words(read(client, URL).main)
    Partnership.objects.update(background="교류를 희망해 옴", plan="교류 확대")
    page = read(client, URL)
    story = page.select_one("section[aria-labelledby=story]")
    assert words(story) == "추진 배경과 성과 추진 배경 교류를 희망해 옴 교류 계획 교류 확대"
    assert page.select_one(".contents a")["href"] == "#story"


def glance(page):
    return {words(tile.dt): words(tile.dd) for tile in page.select(".standing .glance > div")}


def test_head_says_what_the_cities_are_to_each_other(client, partnership, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: datetime.date(2026, 11, 22))
    friendship = AgreementFactory(
        partnership=partnership, kind="friendship", signed="2003. 10. 15.", status="upgraded"
    )
    AgreementFactory(partnership=partnership, signed="2004. 5. 4.", supersedes=friendship)
    CivicAgreementFactory(home=partnership.home, partnership=partnership)
    for period, title in (("2023. 1.", "대표단 방문"), ("2027. 1.", "예정된 방문"), ("", "미상")):
        ExchangeEventFactory(partnership=partnership, period=period, title=title)
    page = read(client, URL)
    assert words(page.select_one(".standing-line")) == "교류 중 자매결연 협정이 유효합니다."
    assert glance(page) == {
        "관계": "자매결연 2004. 5. 4. 체결",
        "이어 온 해": "2004년부터 22년째 2003. 10. 15. 우호협력에서 시작",
        "가장 최근 교류": "2023. 1. 대표단 방문",
        "기록": "교류 3 건 협정 2 건 민간교류 1 건",
    }
    latest = partnership.events.get(title="대표단 방문")
    assert page.select_one(".glance a[href*=event]")["href"] == latest.get_absolute_url()


@pytest.mark.parametrize(
    ("agreement", "stage", "line"),
    [
        ({}, "suspended", "교류 중단 자매결연 협정은 유효하지만, 교류는 중단되었습니다."),
        ({}, "ended", "교류 종료 자매결연 협정은 유효로 남아 있지만, 교류는 종료되었습니다."),
        (
            {"status": "ended"},
            "active",
            "교류 중 지금 유효한 협정이 없습니다. 마지막 협정: 자매결연(종료)",
        ),
        (None, "preparing", "교류 추진 중 맺은 협정이 공개되어 있지 않습니다."),
        (None, "contact", "접촉 중 맺은 협정이 공개되어 있지 않습니다."),
    ],
)
def test_head_says_in_plain_words_where_the_partnership_stands(
    client, partnership, agreement, stage, line
):
    Partnership.objects.update(stage=stage, stage_note="공감대 형성 약화")
    if agreement is not None:
        AgreementFactory(partnership=partnership, **agreement)
    page = read(client, URL)
    assert words(page.select_one(".standing-line")) == line
    assert words(page.select_one(".standing-note")) == "공감대 형성 약화"


def test_head_says_how_long_ago_it_was_where_the_exchange_does_not_go_on(
    client, partnership, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: datetime.date(2026, 11, 22))
    Partnership.objects.update(stage="suspended")
    AgreementFactory(partnership=partnership, signed="1987. 11. 9.")
    assert glance(read(client, URL))["협정을 맺은 지"] == "39년(1987년 체결)"


def test_head_claims_no_years_where_the_day_of_signing_is_unknown(client, partnership):
    AgreementFactory(partnership=partnership, kind="mou", signed="")
    assert glance(read(client, URL)) == {
        "관계": "업무협약(MOU) 체결일 미상",
        "기록": "교류 0 건 협정 1 건",
    }


def test_agreements_show_their_chain(client, partnership):
    friendship = AgreementFactory(
        partnership=partnership,
        kind="friendship",
        title="우호협정",
        signed="2003.10. 15",
        status="upgraded",
        place="용인시",
    )
    sister = AgreementFactory(partnership=partnership, title="자매결연", supersedes=friendship)
    page = read(client, URL)
    older, newer = page.select(".agreement")
    assert words(older.h3) == "우호협정(우호협력) 격상됨"
    assert facts(older, ".facts") == {}  # select() looks below the node itself
    shown = facts(page, f"#agreement-{friendship.pk}")
    assert shown["체결일"] == ["2003. 10. 15."]
    assert shown["체결 장소"] == ["용인시"]
    assert shown["이어진 협정"] == ["자매결연 ( 2004. 5. 4. )"]
    shown = facts(page, f"#agreement-{sister.pk}")
    assert shown["앞선 협정"] == ["우호협정(우호협력) ( 2003. 10. 15. ) 격상됨"]
    assert newer.select_one("dd a")["href"] == f"#agreement-{friendship.pk}"


def test_draft_agreement_is_not_named_by_the_one_that_follows_it(client, partnership):
    draft = AgreementFactory(
        partnership=partnership,
        kind="friendship",
        title="비밀협정",
        signed="2003",
        state=Record.State.DRAFT,
    )
    AgreementFactory(partnership=partnership, supersedes=draft)
    text = words(read(client, URL))
    assert "비밀협정" not in text
    assert "앞선 협정" not in text


def test_agreement_details_are_shown(client, partnership, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agreement = AgreementFactory(
        partnership=partnership,
        kind="mou",
        title="업무협약",
        signed="",
        signed_note="기사에 ‘10일’이라고만 적혀 있음",
        signatories="최민호 세종시장\n오세훈 서울시장",
        succession_note="2015년에 이어받음",
        text="첫 문단\n\n둘째 문단",
        heads_signed=True,
        is_general=False,
        council_approved_on="2004. 4. 1.",
    )
    AgreementAreaFactory(agreement=agreement, text="탄소중립")
    AgreementPartyFactory(agreement=agreement, name="구마모토현")
    AgreementDocument.objects.create(
        agreement=agreement, title="협정서", file=SimpleUploadedFile("mou.pdf", b"%PDF")
    )
    page = read(client, URL)
    assert words(page.select_one(".agreement h3")) == "업무협약(MOU) 유효"
    shown = facts(page, f"#agreement-{agreement.pk}")
    assert shown["체결일"] == ["날짜 미상 기사에 ‘10일’이라고만 적혀 있음"]
    assert shown["서명자"] == ["최민호 세종시장", "오세훈 서울시장"]
    assert shown["그 밖의 당사자"] == ["구마모토현"]
    assert shown["승계"] == ["2015년에 이어받음"]
    assert shown["협력 분야"] == ["탄소중립"]
    assert shown["내용"] == ["첫 문단 둘째 문단"]
    assert shown["문서"] == ["협정서"]
    assert page.select_one(".agreement a")["href"].startswith("/media/agreements/")
    assert shown["자매도시의 세 조건"] == [
        "두 단체장이 서명한 협정서가 있음: 예 한 분야에 한정되지 않음: 아니요"
        " 의회의 승인을 받음: 확인되지 않음 의회 승인일 2004. 4. 1."
    ]


def test_conditions_that_nobody_answered_are_one_line(client, partnership):
    agreement = AgreementFactory(partnership=partnership)
    shown = facts(read(client, URL), f"#agreement-{agreement.pk}")
    assert shown["자매도시의 세 조건"] == ["확인되지 않음"]


def test_timeline_shows_photos_with_their_alternative_text(client, partnership, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    EventPhotoFactory(
        event__partnership=partnership, alt="공원 준공식", caption="안산공원", credit="안산시"
    )
    figure = read(client, URL).select_one(".picture-event")
    assert figure.img["alt"] == "공원 준공식"
    assert (figure.img["width"], figure.img["height"]) == ("800", "500")
    assert words(figure) == "안산공원 사진: 안산시"


def test_civic_ties_of_the_partnership_are_shown(client, partnership):
    CivicAgreementFactory(
        home=partnership.home,
        partnership=partnership,
        home_organisation="강남대학교",
        partner_organisation="플러튼 주립대학교",
        partner_country="US",
        signed="2005. 6. 8",
        content="교류협정",
    )
    CivicAgreementFactory(home=partnership.home, home_organisation="반월초")
    page = read(client, URL)
    assert rows(page, ".stacked") == [
        ["강남대학교", "미국", "플러튼 주립대학교", "2005. 6. 8.", "교류협정", ""]
    ]


def test_sources_are_named_once(client, partnership):
    source = SourceFactory(title="플러튼시(자매)", publisher="용인시", dated="2023. 2. 1.")
    Partnership.objects.update(source=source)
    ExchangeEventFactory.create_batch(2, partnership=partnership, source=source)
    sources = read(client, URL).select("section[aria-labelledby=sources] li")
    assert [words(item) for item in sources] == ["플러튼시(자매), 용인시, 2023. 2. 1."]


def test_department_of_the_partnership_goes_before_that_of_the_portal(client, partnership):
    assert "자치분권과 문의 031-000-0000" in words(read(client, URL).footer)
    Partnership.objects.update(department="국제협력과", telephone="031-111-1111, 031-111-1112")
    footer = read(client, URL).footer
    assert "국제협력과 문의 031-111-1111, 031-111-1112" in words(footer)
    assert not footer.select("a[href^=tel]")  # two numbers: none to dial


def test_last_change_is_that_of_the_newest_record_shown(client, partnership):
    fact = CityFactFactory(city=partnership.partner)
    draft = ExchangeEventFactory(partnership=partnership, state=Record.State.DRAFT)
    for model in (Portal, City, Partnership):
        model.objects.update(updated_at="2020-01-01T00:00Z")
    CityFact.objects.filter(pk=fact.pk).update(updated_at="2021-05-06T00:00Z")
    assert draft.updated_at.year > 2021
    assert read(client, URL).footer.time["datetime"] == "2021-05-06"


@pytest.mark.parametrize("hidden", ["partnership", "partner", "home", "portal"])
def test_page_is_not_found_where_something_it_hangs_on_is_a_draft(client, partnership, hidden):
    record = {
        "partnership": partnership,
        "partner": partnership.partner,
        "home": partnership.home,
        "portal": partnership.home.portal,
    }[hidden]
    read(client, URL)
    record.state = Record.State.DRAFT
    record.save()
    page = read(client, URL, status=404)
    assert "플러튼" not in words(page)


def test_drafts_below_the_partnership_are_not_shown(client, partnership):
    draft = Record.State.DRAFT
    AgreementFactory(partnership=partnership, title="비밀협정", state=draft)
    ExchangeEventFactory(partnership=partnership, title="비밀교류", state=draft)
    CivicAgreementFactory(
        home=partnership.home, partnership=partnership, home_organisation="비밀고", state=draft
    )
    text = words(read(client, URL))
    assert "비밀" not in text
    assert "아직 공개된 협정이 없습니다." in text
    assert "아직 공개된 교류 내역이 없습니다." in text


def test_partner_of_another_home_is_not_found(client, partnership):
    other = PartnershipFactory(partner=CityFactory(slug="yangzhou"))
    read(client, f"/{other.home.slug}/partners/yangzhou/")
    read(client, "/yongin/partners/yangzhou/", status=404)
