"""The calendars of a home's exchanges, and of those with one partner."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from cities.calendars import HomeCalendarView
from cities.downloads import refusal
from cities.facets import MANY
from cities.models import Partnership
from cities.names import full_name_text, name_text
from exchange.calendars import LONGEST, Entry
from timelines.filters import ExchangeEventFilter
from timelines.models import ExchangeEvent


class ExchangeEventsCalendarView(HomeCalendarView):
    """The latest exchanges that are known to the day, under the conditions of the list.

    What is known to a month, a year or not at all is in no calendar: any day would be false.
    """

    def get(self, request, home):
        page = reverse("timelines:events", args=[home])
        name = _("%(home)s 교류 내역") % {"home": full_name_text(self.home)}
        return self.answer(request, request.GET, name, page)

    def answer(self, request, conditions, name, page):
        nothing = ExchangeEvent.objects.none()
        found = ExchangeEventFilter(conditions, nothing, home=self.home, is_form=False)
        if not found.is_valid():
            return refusal(found.form)
        count, _undated, _changed = found.counts
        by_day = count >= MANY and "partner" not in found.applied()
        latest = found.found(by_day).known_to_the_day()
        latest = latest.order_by("-period_first", "-position", "-pk")
        keys = list(latest.values_list("pk", flat=True)[:LONGEST])
        # in_bulk() would ask twice for so many.
        events = ExchangeEvent.objects.filter(pk__in=keys).with_partners().latest_first()
        entries = [entry(request, event) for event in events]
        return self.calendar(request, name, told(count, len(entries)), page, entries)


class PartnerCalendarView(ExchangeEventsCalendarView):
    """The same of one partner."""

    def get(self, request, home, partner):
        partnerships = Partnership.objects.published().for_home(self.home)
        partnership = get_object_or_404(
            partnerships.select_related("home", "partner"), partner__slug=partner
        )
        names = {"home": full_name_text(self.home), "partner": full_name_text(partnership.partner)}
        name = _("%(home)s – %(partner)s 교류 내역") % names
        page = partnership.get_absolute_url()
        if not ExchangeEvent.objects.of_partnerships([partnership.pk]).exists():
            return self.calendar(request, name, told(0, 0), page, [])
        conditions = request.GET.copy()
        conditions["partner"] = partner
        return self.answer(request, conditions, name, page)


def told(total, shown):
    """What the calendar says of itself: how many of the exchanges found it shows, and why."""
    counts = {"total": f"{total:,}", "shown": f"{shown:,}"}
    if total == shown:
        return _("교류 %(total)s건입니다.") % counts
    text = _(
        "교류 %(total)s건 가운데 날짜까지 알려진 %(shown)s건입니다. 해나 달까지만 알려진 교류는 달력에 없습니다."
    )
    if shown == LONGEST:
        text += " " + _("최근 것부터 담았으니, 더 오래된 교류는 연도 조건으로 나누어 받으세요.")
    return text % counts


def entry(request, event):
    """An exchange as an entry; of one that goes on, the day it began."""
    partner, period = event.partnership.partner, event.period
    summary = _("%(partner)s – %(title)s") % {
        "partner": name_text(partner, event.partnership.home),
        "title": event.title,
    }
    lines = event.detail_lines
    if period.is_open:
        summary = _("%(summary)s (시작)") % {"summary": summary}
        lines.append(_("이날 시작하여 이어지는 교류입니다."))
    cities = {"home": full_name_text(event.partnership.home), "partner": full_name_text(partner)}
    lines.append(_("교류: %(home)s – %(partner)s") % cities)
    lines.append(_("기록에 적힌 날짜: %(text)s") % {"text": period.text})
    return Entry(
        key=f"exchange-{event.pk}",
        first=period.first_day,
        last=period.last_day or period.first_day,
        summary=summary,
        description="\n".join(lines),
        url=request.build_absolute_uri(event.get_absolute_url()),
        created=event.created_at,
        changed=event.updated_at,
        place=event.place,
        category=event.get_field_display(),
    )
