"""Agreements: constraints, and which are in force."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from agreements.models import Agreement, AgreementDocument
from tests.factories import AgreementFactory, CivicAgreementFactory, PartnershipFactory

pytestmark = pytest.mark.django_db

Kind, Status = Agreement.Kind, Agreement.Status


def in_force(year, month, day):
    return set(Agreement.objects.in_force(on=datetime.date(year, month, day)))


@pytest.fixture
def chain():
    """플러튼시: friendship 2003-10-15, raised to sister 2004-05-04."""
    first = AgreementFactory(kind=Kind.FRIENDSHIP, signed="2003.10. 15", status=Status.UPGRADED)
    second = AgreementFactory(partnership=first.partnership, signed="2004. 5. 4", supersedes=first)
    return first, second


def test_in_force_begins_on_the_day_of_signing():
    agreement = AgreementFactory(signed="2004. 5. 4.")
    assert in_force(2004, 5, 3) == set()
    assert in_force(2004, 5, 4) == {agreement}


def test_in_force_follows_the_chain(chain):
    first, second = chain
    assert in_force(2004, 5, 3) == {first}
    assert in_force(2004, 5, 4) == {second}


def test_in_force_stops_on_the_day_it_ended():
    agreement = AgreementFactory(signed="1990", ended="2000. 1. 1.", status=Status.ENDED)
    assert in_force(1999, 12, 31) == {agreement}
    assert in_force(2000, 1, 1) == set()


def test_in_force_leaves_out_what_ended_on_an_unknown_day():
    AgreementFactory(signed="1990", status=Status.ENDED)
    assert in_force(1995, 1, 1) == set()


def test_in_force_counts_an_unknown_signing_date():
    agreement = AgreementFactory(signed=None, signed_note="기사에 '10일'로만 적혀 있음")
    assert in_force(2026, 1, 1) == {agreement}


def test_chronological_puts_unknown_dates_last(chain):
    unknown = AgreementFactory(partnership=chain[0].partnership, signed=None)
    assert list(Agreement.objects.chronological()) == [*chain, unknown]


def test_agreement_supersedes_itself_is_refused():
    agreement = AgreementFactory()
    agreement.supersedes = agreement
    with pytest.raises(ValidationError, match="자기 자신"):
        agreement.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        agreement.save()


def test_agreement_supersedes_another_partnerships_is_refused():
    agreement = AgreementFactory()
    agreement.supersedes = AgreementFactory()
    with pytest.raises(ValidationError, match="같은 교류도시의 협정만"):
        agreement.full_clean()


def test_agreement_superseded_twice_is_refused(chain):
    again = AgreementFactory.build(
        partnership=chain[0].partnership, signed="2010", supersedes=chain[0]
    )
    with pytest.raises(ValidationError, match="이미 다른 협정으로"):
        again.full_clean()


def test_agreement_signed_on_this_day_needs_a_known_day():
    known = AgreementFactory(signed="2004. 5. 4.")
    AgreementFactory(signed="2004. 5.")
    day = datetime.date(2026, 5, 4)
    assert list(Agreement.objects.signed_on_this_day_of_year(day)) == [known]


@pytest.mark.parametrize(
    ("name", "is_allowed"), [("협정서.pdf", True), ("협정서.HWP", True), ("협정서.html", False)]
)
def test_document_is_of_a_kind_that_browsers_do_not_run(name, is_allowed):
    file = SimpleUploadedFile(name, b"...")
    document = AgreementDocument(agreement=AgreementFactory(), title="협정서", file=file)
    if is_allowed:
        document.full_clean()
    else:
        with pytest.raises(ValidationError, match="pdf"):
            document.full_clean()


def test_clair_conditions_are_yes_no_or_unknown():
    agreement = AgreementFactory(heads_signed=True, is_general=False)
    assert [answer for _, answer in agreement.clair_conditions()] == [True, False, None]


def test_civic_agreement_of_another_homes_partnership_is_refused():
    tie = CivicAgreementFactory()
    tie.partnership = PartnershipFactory()
    with pytest.raises(ValidationError, match="우리 도시의 교류도시만"):
        tie.full_clean()
    tie.partnership = PartnershipFactory(home=tie.home)
    tie.full_clean()
    tie.save()
    connection.check_constraints()


def test_civic_agreement_twice_is_refused():
    tie = CivicAgreementFactory()
    with pytest.raises(ValidationError, match="같은 두 기관"):
        CivicAgreementFactory.build(
            home=tie.home,
            home_organisation=tie.home_organisation,
            partner_organisation=tie.partner_organisation,
        ).full_clean()
