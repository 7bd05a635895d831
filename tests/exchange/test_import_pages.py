"""The import and export pages themselves: who may, what waits where, what goes wrong."""

import unicodedata

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client

from agreements.models import CivicAgreement
from cities.models import City, Partnership
from exchange.legacy.sheets import MAX_BYTES
from tests.factories import ExchangeEventFactory, PartnershipFactory, PortalFactory
from tests.import_pages import address, as_csv, confirm, exported, imported, preview, said
from tests.staff import clerk, permissions_of
from timelines.models import ExchangeEvent

pytestmark = pytest.mark.django_db

MODELS = [Partnership, City, CivicAgreement, ExchangeEvent]
TIMELINE = as_csv([["기간", "교류내용"], ["2013. 4. 5.", "방문"]])


@pytest.fixture
def partnership():
    return PartnershipFactory()


def soup_of(page):
    return BeautifulSoup(page.content, "html.parser")


def signed_in(*permissions):
    client = Client()
    client.force_login(clerk(*permissions))
    return client


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("deeds", [(), ("import",), ("export",), ("import", "export")])
def test_importing_and_exporting_each_need_their_own_permission(model, deeds):
    client = signed_in(*permissions_of(model, "view", "change", "add", "delete", *deeds))
    links = soup_of(client.get(address(model, "changelist")))
    for deed in ("import", "export"):
        status = 200 if deed in deeds else 403
        assert client.get(address(model, deed)).status_code == status
        assert client.post(address(model, deed), {"format": "0"}).status_code == status
        assert bool(links.select(f".object-tools a[href^='{address(model, deed)}']")) == (
            deed in deeds
        )
    process = client.post(address(model, "process_import"), {})
    assert process.status_code == (302 if "import" in deeds else 403)


@pytest.mark.parametrize("model", MODELS)
def test_visitors_are_sent_to_sign_in(client, model):
    for page in ("import", "export", "process_import"):
        assert client.get(address(model, page)).status_code == 302


def test_confirming_needs_the_permission_as_well(admin_client, partnership):
    page = preview(admin_client, ExchangeEvent, TIMELINE, partnership)
    client = signed_in(*permissions_of(ExchangeEvent, "view", "add", "export"))
    assert confirm(client, ExchangeEvent, page).status_code == 403
    assert not ExchangeEvent.objects.exists()


def test_a_clerk_may_import_with_that_permission_alone(partnership):
    client = signed_in(*permissions_of(ExchangeEvent, "import"))
    page = preview(client, ExchangeEvent, TIMELINE, partnership)
    done = confirm(client, ExchangeEvent, page)
    assert done.status_code == 200  # not sent to a list that this clerk may not see
    assert said(done)[0].startswith("가져왔습니다")
    assert partnership.events.count() == 1


def test_preview_of_a_file_that_changes_nothing_says_so(admin_client, partnership):
    words = "가져와도 바뀌는 것이 없습니다"
    assert words not in preview(admin_client, ExchangeEvent, TIMELINE, partnership).content.decode()
    imported(admin_client, ExchangeEvent, TIMELINE, partnership)
    assert words in preview(admin_client, ExchangeEvent, TIMELINE, partnership).content.decode()


def test_what_was_read_waits_in_the_database_and_is_gone_afterwards(admin_client, partnership):
    assert settings.IMPORT_EXPORT_TMP_STORAGE_CLASS.endswith("CacheStorage")
    assert isinstance(caches["default"], DatabaseCache)
    page = preview(admin_client, ExchangeEvent, TIMELINE, partnership)
    key = "django-import-export-" + page.context["confirm_form"]["import_file_name"].value()
    assert "방문" in cache.get(key)
    confirm(admin_client, ExchangeEvent, page)
    assert cache.get(key) is None


def test_another_worker_can_confirm(admin_user, partnership):
    data = as_csv([["기간", "교류내용"], ["2013. 4. 5.", "햛맇 방문"]], "cp949")
    first, second = Client(), Client()
    first.force_login(admin_user)
    second.force_login(admin_user)
    page = preview(first, ExchangeEvent, data, partnership)
    confirm(second, ExchangeEvent, page)
    assert partnership.events.get().title == "햛맇 방문"


def test_pressing_the_button_twice_imports_once(admin_client, partnership):
    page = preview(admin_client, ExchangeEvent, TIMELINE, partnership)
    confirm(admin_client, ExchangeEvent, page)
    again = confirm(admin_client, ExchangeEvent, page)
    assert again.redirect_chain[-1][0] == address(ExchangeEvent, "import")
    assert "이미 가져온 파일" in said(again)[0]
    assert ExchangeEvent.history.count() == 1


def test_records_changed_after_the_preview_are_not_half_imported(admin_client, partnership):
    rows = [["우리 도시", "교류도시", "기간", "교류내용"]]
    other = PartnershipFactory(home=partnership.home, partner__name="플러튼시")
    rows += [["", "플러튼시", "2013", "방문"], ["", other.partner.slug, "2014", "협의"]]
    page = preview(admin_client, ExchangeEvent, as_csv(rows), partnership)
    other.partner.name = "풀러턴시"
    other.partner.save()
    done = confirm(admin_client, ExchangeEvent, page)
    assert "자료가 바뀌어 가져오지 않았습니다" in said(done)[0]
    assert not ExchangeEvent.objects.exists()


def test_failure_of_the_database_saves_nothing(admin_client, partnership, monkeypatch):
    data = as_csv([["기간", "교류내용"], ["2013", "방문"], ["2014", "협의"]])
    ExchangeEventFactory(partnership=partnership, period="2014", title="협의")
    monkeypatch.setattr("exchange.resources.KnownRows.get_instance", lambda *args: None)
    page = preview(admin_client, ExchangeEvent, data, partnership)
    assert (
        "저장하지 못했습니다" in page.content.decode() or "이미 있습니다" in page.content.decode()
    )
    assert ExchangeEvent.objects.count() == 1


def test_numbers_a_browser_made_up_change_nothing(admin_client, partnership):
    page = preview(admin_client, ExchangeEvent, TIMELINE, partnership)
    data = {bound.html_name: bound.value() or "" for bound in page.context["confirm_form"]}
    data |= {"format": "99", "resource": "x"}
    admin_client.post(address(ExchangeEvent, "process_import"), data)
    assert partnership.events.count() == 1
    assert admin_client.get(address(ExchangeEvent, "import") + "?chosen=x").status_code == 200
    page = admin_client.post(address(ExchangeEvent, "import"), {"chosen": "x", "format": "x"})
    assert page.status_code == 200
    assert {"chosen", "format", "import_file"} <= page.context["form"].errors.keys()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "빈 파일"),
        (b"   ", "빈 파일"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "표 파일로 읽을 수 없습니다"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, ".xls"),
        (b"PK\x03\x04rubbish", "엑셀(.xlsx) 파일로 읽을 수 없습니다"),
        (as_csv([["연번", "비고"], ["1", "없음"]]), "필요한 열: 기간, 교류내용"),
        (as_csv([["기간", "교류내용"]] + [["2001", "방문"]] * 50_001), "5,000행까지"),
        (b"x" * (MAX_BYTES + 1), "파일이 너무 큽니다"),
    ],
)
def test_file_that_cannot_be_read_is_refused_beside_the_field(
    admin_client, partnership, data, words
):
    page = preview(admin_client, ExchangeEvent, data, partnership)
    assert page.status_code == 200
    (message,) = page.context["form"].errors["import_file"]
    assert words in message
    assert message in soup_of(page).get_text()


def test_contacts_name_is_neither_kept_nor_shown(admin_client, partnership):
    data = as_csv([["기간", "교류내용", "담당자"], ["2013", "방문", "홍길동"]])
    page = preview(admin_client, ExchangeEvent, data, partnership)
    key = "django-import-export-" + page.context["confirm_form"]["import_file_name"].value()
    assert "홍길동" not in page.content.decode()
    assert "개인 이름이 있는 열은 가져오지 않습니다: 담당자" in page.content.decode()
    assert "홍길동" not in cache.get(key)


@pytest.mark.parametrize("model", MODELS)
def test_contacts_name_is_in_no_export(admin_client, model):
    portal = PortalFactory(contact_name="홍길동")
    ExchangeEventFactory(partnership__home=portal.city)
    assert "홍길동" not in exported(admin_client, model).decode("utf-8-sig")


def test_file_name_is_kept_composed_and_short(admin_client, partnership):
    name = unicodedata.normalize("NFD", "교류연혁") + "가" * 90 + ".csv"
    imported(admin_client, ExchangeEvent, TIMELINE, partnership, name)
    reason = ExchangeEvent.history.get().history_change_reason
    assert reason.startswith("가져오기: 교류연혁가")
    assert len(reason) == 100


def test_import_is_in_the_log_of_the_admin(admin_client, admin_user, partnership):
    imported(admin_client, ExchangeEvent, TIMELINE, partnership)
    entry = LogEntry.objects.get()
    assert entry.user == admin_user
    assert entry.object_id == str(partnership.events.get().pk)
    assert entry.get_change_message() == "파일에서 가져옴"


def test_partnership_can_come_with_the_address(admin_client, partnership):
    page = admin_client.get(address(ExchangeEvent, "import") + f"?chosen={partnership.pk}")
    select = soup_of(page).find("select", {"name": "chosen"})
    assert select.find("option", selected=True)["value"] == str(partnership.pk)


@pytest.mark.parametrize("model", MODELS)
def test_pages_are_korean_and_have_nothing_inline(admin_client, model):
    for page in ("import", "export"):
        soup = soup_of(admin_client.get(address(model, page)))
        assert soup.find(
            "input", type="submit", value="미리보기" if page == "import" else "내보내기"
        )
        assert not soup.find_all(style=True)
        assert not [script for script in soup.find_all("script") if not script.get("src")]
        assert not [
            tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)
        ]


def test_clerk_who_may_not_look_at_partnerships_chooses_from_a_list(partnership):
    client = signed_in(*permissions_of(ExchangeEvent, "import"))
    select = soup_of(client.get(address(ExchangeEvent, "import"))).find("select")
    assert "admin-autocomplete" not in select.get("class", [])
    assert [option["value"] for option in select.find_all("option")] == ["", str(partnership.pk)]


def test_export_is_korean_on_an_english_screen_too(admin_client, partnership):
    ExchangeEventFactory(partnership=partnership, field="culture", direction="mutual")
    data = {"format": "0", "resource": "0"}
    english = {"accept-language": "en"}
    page = admin_client.post(address(ExchangeEvent, "export"), data, headers=english)
    assert page.content == exported(admin_client, ExchangeEvent)


def test_export_needs_a_format(admin_client):
    page = admin_client.post(address(ExchangeEvent, "export"), {"resource": "0"})
    assert page.status_code == 200
    assert page.context["form"].errors["format"]
