"""Partners, agreements, civic ties and anniversaries of a home as files."""

from django.db.models import Prefetch

from agreements.anniversaries import Anniversaries
from agreements.filters import AgreementFilter, CivicAgreementFilter
from agreements.models import Agreement, CivicAgreement
from agreements.partner_list import PartnerListResource
from agreements.resources import CivicAgreementResource
from cities.downloads import TableFileView
from cities.filters import PartnershipFilter
from cities.models import Partnership
from exchange.downloads import Cells

YES_NO = {True: "예", False: "아니오", None: None}


def written(period):
    return period.edtf if period else None


def lines(parts):
    return "\n".join(parts) or None


def latest(*changes):
    return max(filter(None, changes), default=None)


PARTNERS, CIVIC = Cells(PartnerListResource), Cells(CivicAgreementResource)


def partner_cells(partnership, agreement):
    """A row of a partnership and one of its agreements, None where it has none."""
    partnership.row_agreement = agreement
    return PARTNERS.of(partnership)


class PartnersFileView(TableFileView):
    """A row for each agreement of a partner, and one for a partner without."""

    slug, title = "partners", "교류도시 목록"
    filterset_class = PartnershipFilter

    def get_queryset(self):
        agreements = Agreement.objects.published(under="partnership").chronological()
        return (
            Partnership.objects.published()
            .for_home(self.home)
            .select_related("home", "partner")
            .prefetch_related(Prefetch("agreements", agreements, to_attr="public_agreements"))
        )

    def contents(self, filterset):
        found = list(filterset.qs)
        changes = (
            latest(each.updated_at, each.partner.updated_at, *stamps(each.public_agreements))
            for each in found
        )
        headers = [*PARTNERS.headers, "현지 이름", "EDTF"]
        return headers, self.rows(found), max(changes, default=None)

    def rows(self, found):
        for each in found:
            for one in each.public_agreements or [None]:
                edtf = (one and one.signed_edtf) or None
                yield (*partner_cells(each, one), each.partner.name_local or None, edtf)


def stamps(records):
    return (record.updated_at for record in records)


class AgreementsFileView(TableFileView):
    """One row an agreement, with what its partner's page tells of it."""

    slug, title = "agreements", "협정"
    filterset_class = AgreementFilter
    MORE = (
        "현지 이름", "EDTF", "서명자", "협력 내용", "그 밖의 당사자", "비고", "효력 끝남",
        "효력 끝남 EDTF", "대체한 협정", "승계 설명", "두 단체장 서명", "한 분야에 한정되지 않음",
        "의회 승인 여부",
    )  # fmt: skip

    def get_queryset(self):
        return (
            Agreement.objects.published()
            .for_home(self.home)
            .with_partners()
            .select_related("supersedes")
            .prefetch_related("areas", "parties")
        )

    def contents(self, filterset):
        found = list(filterset.qs)
        changes = (
            latest(
                one.updated_at,
                one.partnership.updated_at,
                one.partnership.partner.updated_at,
                *stamps([*one.areas.all(), *one.parties.all()]),
            )
            for one in found
        )
        return [*PARTNERS.headers, *self.MORE], self.rows(found), max(changes, default=None)

    def rows(self, found):
        for one in found:
            before = one.supersedes
            is_told = before and before.state == Agreement.State.PUBLISHED
            yield (
                *partner_cells(one.partnership, one),
                one.partnership.partner.name_local or None,
                one.signed_edtf or None,
                one.signatories or None,
                lines(area.text for area in one.areas.all()),
                lines(party.name for party in one.parties.all()),
                one.text or None,
                one.ended.text if one.ended else None,
                one.ended_edtf or None,
                name_of(before) if is_told else None,
                one.succession_note or None,
                *(YES_NO[answer] for _question, answer in one.clair_conditions()),
            )


def name_of(agreement):
    """The agreement and its date, as it is written."""
    return " ".join(filter(None, (agreement.name, agreement.signed and agreement.signed.text)))


def load_partnerships(ties, home):
    """Gives ties of this home their partnerships, None where they are not public.

    A prefetch names each of them in its query, of which SQLite refuses a thousand.
    """
    partnerships = Partnership.objects.published().for_home(home)
    known = partnerships.select_related("home", "partner").in_bulk()
    for tie in ties:
        tie.partnership = known.get(tie.partnership_id)


class CivicAgreementsFileView(TableFileView):
    """One row a tie of two organisations."""

    slug, title = "civic", "민간교류"
    filterset_class = CivicAgreementFilter

    def get_queryset(self):
        return CivicAgreement.objects.published().for_home(self.home).select_related("home")

    def contents(self, filterset):
        found = list(filterset.qs)
        load_partnerships(found, self.home)
        headers = [*CIVIC.headers, "EDTF"]
        return headers, self.rows(found), max(stamps(found), default=None)

    def rows(self, found):
        for tie in found:
            yield (*CIVIC.of(tie), tie.signed_edtf or None)


class AnniversariesFileView(TableFileView):
    """A row for each round anniversary of this year and the next, and for the next big ones."""

    slug, title = "anniversaries", "기념일"
    MORE = ("주년", "맞는 해", "맞는 날", "EDTF")

    def contents(self, filterset):
        found = Anniversaries(self.home).all_of_agreements()
        headers = [*PARTNERS.headers, *self.MORE]
        changes = (
            latest(one.updated_at, one.partnership.updated_at, one.partnership.partner.updated_at)
            for _anniversary, one, _is_past in found
        )
        return headers, self.rows(found), max(changes, default=None)

    def rows(self, found):
        for anniversary, one, _is_past in found:
            yield (*partner_cells(one.partnership, one), *celebrated(anniversary), one.signed_edtf)


def celebrated(anniversary):
    day = anniversary.day.isoformat() if anniversary.day else None
    return anniversary.years, anniversary.year, day


class CivicAnniversariesFileView(TableFileView):
    """The same of ties of organisations."""

    slug, title = "civic-anniversaries", "민간교류 기념일"

    def contents(self, filterset):
        found = Anniversaries(self.home).all_of_civic()
        load_partnerships([one[1] for one in found], self.home)
        headers = [*CIVIC.headers, *AnniversariesFileView.MORE]
        return headers, self.rows(found), max(stamps(one[1] for one in found), default=None)

    def rows(self, found):
        for anniversary, tie, _is_past in found:
            yield (*CIVIC.of(tie), *celebrated(anniversary), tie.signed_edtf)
