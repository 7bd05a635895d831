"""The calendar of the round anniversaries of a home's agreements."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.anniversaries import of_year
from agreements.models import Agreement
from cities.calendars import HomeCalendarView
from cities.names import full_name_text, name_text
from exchange.calendars import LONGEST, Entry

COMING = 10  # years after this one; each agreement has a round anniversary among them


class AnniversariesCalendarView(HomeCalendarView):
    """Round anniversaries, this year and the next COMING, of agreements in force.

    Of those alone whose signing is known to the day: any other day would be false.
    """

    def get(self, request, home):
        today = timezone.localdate()
        agreements = Agreement.objects.published().for_home(self.home).in_force(today)
        signings = list(agreements.signed_on_a_day().signings())
        years = range(today.year, today.year + COMING + 1)
        found = [one for year in years for one in of_year(signings, year)][:LONGEST]
        keys = {one.pk for one in found}
        records = {one.pk: one for one in Agreement.objects.filter(pk__in=keys).with_partners()}
        entries = [entry(request, one, records[one.pk]) for one in found if one.pk in records]
        return self.calendar(
            request,
            name=_("%(home)s 교류도시 기념일") % {"home": full_name_text(self.home)},
            description=_(
                "%(first)s년부터 %(last)s년까지의 5·10·20·30주년 등입니다. 체결한 날을 아는 유효한 협정만 담았습니다."
            )
            % {"first": years[0], "last": years[-1]},
            page=reverse("agreements:anniversaries", args=[home]),
            entries=entries,
        )


def entry(request, anniversary, agreement):
    """An anniversary as an entry of one day; that of a 29 February is on the 28th."""
    partnership = agreement.partnership
    told = {
        "home": full_name_text(partnership.home),
        "partner": full_name_text(partnership.partner),
        "kind": agreement.get_kind_display(),
        "years": anniversary.years,
        "name": agreement.name,
        "signed": agreement.signed.text,
    }
    short = told | {"partner": name_text(partnership.partner, partnership.home)}
    return Entry(
        key=f"anniversary-{agreement.pk}-{anniversary.years}",
        first=anniversary.day,
        last=anniversary.day,
        summary=_("%(partner)s – %(kind)s %(years)d주년") % short,
        description="\n".join(
            (
                _("협정: %(name)s") % told,
                _("교류: %(home)s – %(partner)s") % told,
                _("기록에 적힌 체결일: %(signed)s") % told,
            )
        ),
        url=request.build_absolute_uri(partnership.get_absolute_url()),
        created=agreement.created_at,
        changed=agreement.updated_at,
        category=_("기념일"),
    )
