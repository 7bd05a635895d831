"""The admin of agreements: their chain, their parts, and those below a partnership."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.models import Agreement, CivicAgreement
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    CivicAgreementFactory,
    ExchangeEventFactory,
    PartnershipFactory,
)
from tests.html_forms import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def fill(admin_client):
    """Send the form of a new or existing record, changed as said."""

    def fill(record_or_model, **changes):
        model = record_or_model if isinstance(record_or_model, type) else type(record_or_model)
        name = f"admin:agreements_{model._meta.model_name}"
        url = (
            reverse(f"{name}_add")
            if model is record_or_model
            else reverse(f"{name}_change", args=[record_or_model.pk])
        )
        data = fields_of(admin_client.get(url), f"{model._meta.model_name}_form")
        return admin_client.post(url, data | changes)

    return fill


def errors_of(response):
    assert response.status_code == 200
    return {
        field: list(errors) for field, errors in response.context["adminform"].form.errors.items()
    }


TWICE = "이 교류도시에 같은 종류·체결일·이름의 협정이 이미 있습니다."


def test_agreement_is_added_with_its_date_as_written(fill):
    partnership = PartnershipFactory()
    response = fill(Agreement, partnership=partnership.pk, kind="sister", signed="2004년 5월 4일")
    assert response.status_code == 302
    agreement = Agreement.objects.get()
    assert (agreement.signed.text, agreement.signed_edtf) == ("2004년 5월 4일", "2004-05-04")


def test_same_agreement_twice_is_refused_however_its_date_is_written(fill):
    agreement = AgreementFactory(signed="2004. 5. 4.")
    response = fill(
        Agreement, partnership=agreement.partnership.pk, kind="sister", signed="2004년 5월 4일"
    )
    assert errors_of(response) == {"__all__": [TWICE]}


def test_bad_date_is_refused_beside_its_field_with_a_suggestion(fill):
    errors = errors_of(fill(AgreementFactory(), signed="20041월"))
    assert list(errors) == ["signed"]
    assert "2004년 1월" in errors["signed"][0]


def test_agreement_offers_only_others_of_its_partnership_to_supersede(fill):
    agreement, other = AgreementFactory(), AgreementFactory()
    assert "supersedes" in errors_of(fill(agreement, supersedes=other.pk))


def test_new_agreement_superseding_anothers_is_refused_beside_the_field(fill):
    other = AgreementFactory()
    response = fill(
        Agreement, partnership=PartnershipFactory().pk, kind="sister", supersedes=other.pk
    )
    assert errors_of(response) == {"supersedes": ["같은 교류도시의 협정만 대체할 수 있습니다."]}


def test_agreement_superseded_twice_is_refused_beside_the_field(fill):
    first = AgreementFactory(kind="friendship", signed="2003. 10. 15.")
    AgreementFactory(partnership=first.partnership, supersedes=first)
    third = AgreementFactory(partnership=first.partnership, signed="2005. 1. 1.")
    assert errors_of(fill(third, supersedes=first.pk)) == {
        "supersedes": ["그 협정은 이미 다른 협정으로 대체되었습니다."]
    }


def test_two_agreements_that_supersede_each_other_are_refused(fill):
    first = AgreementFactory(kind="friendship")
    second = AgreementFactory(partnership=first.partnership, supersedes=first)
    assert "서로를 대체" in errors_of(fill(first, supersedes=second.pk))["supersedes"][0]


def test_agreement_that_events_name_stays_with_its_partnership(fill):
    agreement = AgreementFactory()
    ExchangeEventFactory(partnership=agreement.partnership, agreement=agreement)
    errors = errors_of(fill(agreement, partnership=PartnershipFactory().pk))
    assert "교류도시를 바꿀 수 없습니다" in errors["partnership"][0]


def test_agreement_that_nothing_names_may_move(fill):
    agreement, right = AgreementFactory(), PartnershipFactory()
    assert fill(agreement, partnership=right.pk).status_code == 302
    assert right.agreements.get() == agreement


def test_party_twice_is_refused_in_its_row(fill):
    party = AgreementPartyFactory(name="구마모토현")
    agreement = party.agreement
    rows = {"parties-TOTAL_FORMS": "2", "parties-1-name": "구마모토현", "parties-1-position": "1"}
    response = fill(agreement, **rows, **{"parties-1-agreement": agreement.pk})
    assert "이 협정에 같은 당사자가 이미 있습니다." in response.content.decode()


def test_document_that_is_nowhere_is_refused_in_its_row(fill):
    agreement = AgreementFactory()
    rows = {"documents-TOTAL_FORMS": "1", "documents-0-title": "협정서"}
    rows |= {"documents-0-position": "0", "documents-0-agreement": agreement.pk}
    response = fill(agreement, **rows)
    assert "파일이나 주소 가운데 하나를" in response.content.decode()


def test_same_agreement_twice_below_a_partnership_is_refused(admin_client):
    agreement = AgreementFactory(signed="2004. 5. 4.")
    partnership = agreement.partnership
    url = reverse("admin:cities_partnership_change", args=[partnership.pk])
    data = fields_of(admin_client.get(url), "partnership_form")
    assert data["agreements-0-signed"] == "2004. 5. 4."
    data |= {"agreements-TOTAL_FORMS": "2", "agreements-1-kind": "sister"}
    data |= {"agreements-1-signed": "2004.5.4", "agreements-1-partnership": partnership.pk}
    data |= {"agreements-1-status": "in_force", "agreements-1-state": "draft"}
    response = admin_client.post(url, data)
    assert response.status_code == 200
    assert TWICE in response.content.decode()


def test_same_civic_tie_twice_is_refused(fill):
    tie = CivicAgreementFactory(signed="2010-06-29")
    response = fill(
        CivicAgreement,
        home=tie.home.pk,
        home_organisation=tie.home_organisation,
        partner_organisation=tie.partner_organisation,
        signed="2010. 6. 29.",
    )
    assert errors_of(response) == {"__all__": ["같은 두 기관의 같은 날 체결이 이미 있습니다."]}


def test_document_is_uploaded_below_its_agreement(fill, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agreement = AgreementFactory()
    rows = {"documents-TOTAL_FORMS": "1", "documents-0-title": "협정서"}
    rows |= {"documents-0-position": "0", "documents-0-agreement": agreement.pk}
    rows["documents-0-file"] = SimpleUploadedFile("협정서.pdf", b"%PDF-1.4")
    assert fill(agreement, **rows).status_code == 302
    with agreement.documents.get().file as file:
        assert file.read() == b"%PDF-1.4"
