"""Rows of a facts table that are no facts of the city: numbers, links, and what two cities agreed."""

import re
from collections import defaultdict

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from cities.measures import NUMBERS, climate, impossible, key_of, whole_measure
from cities.models import CityLink, Partnership
from exchange.legacy.errors import LegacyError
from exchange.legacy.kinds import implied_kind, read_kind
from exchange.legacy.text import tidy, without_bullets
from exchange.periods import Period, PeriodError
from exchange.resources.cells import Cell
from exchange.resources.human import former_keys
from exchange.resources.widgets import LinesWidget, PeriodWidget, TextWidget

Agreement = Partnership._meta.get_field("agreements").related_model

SIGNING = re.compile(r"(?:체결|결연|협정|협약|조인)(?:일|일자|년월일|연월일|날짜)$")
LINK = re.compile(
    r"(?:대표)?(?:홈페이지|누리집|웹사이트|웹페이지|website|homepage|url)(?:주소)?", re.I
)
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*"
    r"\.(?:kr|com|org|net|gov|edu|info|jp|cn|tw|us|uk|de|fr|it|es|ru|vn|au|ca|eu|mx|tr)\b(?:/\S*)?",
    re.I,
)
# 바로가기 ends the name of a link; the next may stand on the same line.
NEXT_LINK = re.compile(r"\n+|(?<=바로가기)\s+")
WORDS = {
    "background": re.compile(r"(?:자매|우호)?(?:결연|교류|체결|협정)?(?:추진)?(?:배경|동기|계기)"),
    "outcome": re.compile(r"(?:교류|추진|주요)?성과"),
    "plan": re.compile(r"(?:향후|앞으로의)?(?:교류|추진)?계획"),
}


def plain(url):
    """An address without what does not tell addresses apart."""
    return re.sub(r"^https?://(?:www\.)?|/+$", "", url.casefold())


class AddressWidget(TextWidget):
    """An address of a page."""

    def spelling(self, text):
        return plain(text)


PERIOD = Cell("signed", "체결일", PeriodWidget())
PERIOD.bind(Agreement)
URL = Cell("url", "누리집 주소", AddressWidget())
URL.bind(CityLink)
TEXTS = {
    name: Cell(name, str(Partnership._meta.get_field(name).verbose_name), LinesWidget())
    for name in WORDS
}
for _cell in TEXTS.values():
    _cell.bind(Partnership)


def fields_of(label, city):
    """The fields of the Partnership a label names: 추진배경/성과 names two; [] for none."""
    label = tidy(label).replace(city.name, "")
    found = []
    for part in re.split(r"[/·ㆍ,&]|\s및\s|(?<=배경)\s", label):
        part = re.sub(r"\s", "", part)
        if part:
            found.append(next((name for name, word in WORDS.items() if word.fullmatch(part)), None))
    return found if all(found) and len(set(found)) == len(found) else []


def links_in(text, city):
    """(label, address or "") of each link a cell names."""
    for line in NEXT_LINK.split(without_bullets(text)):
        found = ADDRESS.search(line)
        url = found[0].rstrip(").,]") if found else ""
        label = line.replace(url, "").strip(" :()[]-,") if url else line.strip()
        if url and not url.lower().startswith("http"):
            url = f"http://{url}"
        try:
            if url:
                URLValidator()(url)
        except ValidationError:
            label, url = line.strip(), ""
        if label or url:
            yield label or f"{city.name} 누리집", url


class Besides:
    """Finds, for the rows of a facts table, the records other than facts they speak of."""

    def __init__(self, resource):
        self.homes, self.context = resource.homes, resource.context
        # What one table of the import is about to add, the next must know.
        self.links, self.last, self.loaded, self.removed = self.context.memo.setdefault(
            Besides, (defaultdict(dict), defaultdict(int), set(), set())
        )

    @staticmethod
    def is_signing(label):
        return bool(SIGNING.search(key_of(label)))

    @staticmethod
    def is_link(label):
        return bool(LINK.fullmatch(key_of(label)))

    def part_of_key(self, row):
        """What tells apart rows of one label that are no facts: several links, several dates."""
        label, text = row["구분"], row["내용"]
        apart = self.is_link(label) or (self.is_signing(label) and dates_in(text))
        return (text,) if apart and not row["주제"] else ()

    def look(self, plans):
        """Say in each plan what its row tells of other records, and whether it is a fact."""
        self.load([plan.parent for plan in plans])
        for plan in plans:
            label, city = plan.row["구분"], plan.parent
            if self.is_link(label):
                plan.is_fact = False
                self.look_at_links(plan, city, plan.row["내용"], "내용")
            elif self.is_signing(label):
                self.look_at_signing(plan)
            elif fields := fields_of(label, city):
                self.look_at_words(plan, fields)
            else:
                self.look_at_numbers(plan)

    def load(self, cities):
        """Know what is stored of these cities; of one this import makes, nothing ever is."""
        missing = {city.slug: city for city in cities if city.slug not in self.loaded}
        self.loaded.update(missing)
        new = {city.pk: city for city in missing.values() if city.pk}
        if not new:
            return
        for link in CityLink.objects.filter(city__in=list(new)).order_by("pk"):
            link.city = city = new[link.city_id]
            self.links[city.slug][tidy(link.label)] = link
            self.last[city.slug] = max(self.last[city.slug], link.position)
        names = ["city_id", "label"]
        for _pk, key, deed in former_keys(CityLink, names, city__in=list(new)):
            if deed == "deleted":
                self.removed.add((CityLink, *key))
        names = ["partnership_id", "kind", "signed_edtf"]
        own = Partnership.objects.filter(partner__in=list(new)).values("pk")
        for _pk, key, deed in former_keys(Agreement, names, partnership__in=own):
            if deed == "deleted":
                self.removed.add((Agreement, *key))

    def is_removed(self, plan, *key):
        """Whether a person deleted this record, which then stays away; the plan says so."""
        if key in self.removed and not self.context.overwrites:
            plan.note("사람이 지운 기록이라 다시 넣지 않습니다.")
            return True
        return False

    def partnership_of(self, city):
        try:
            home = self.homes.home()
        except LegacyError:
            return None
        return self.homes.partners_of(home)[1].get(city.slug)

    # Numbers.

    def look_at_numbers(self, plan):
        label, text, city = plan.row["구분"], plan.row["내용"], plan.parent
        values = whole_measure(label, text)
        if values:
            plan.is_fact = bool(plan.pk)
            outdated = ["population_year"] if {*values} == {"population"} else []
            options = {"together": True, "outdates": [NUMBERS[name] for name in outdated]}
        else:
            values, options = climate(label, text), {}
        known = {"temperature_min_c": None, "temperature_max_c": None}
        known = {name: getattr(city, name) for name in known} if known.keys() & values else {}
        why = impossible({**known, **values})
        if not why:
            plan.amend(city, {NUMBERS[name]: value for name, value in values.items()}, **options)
        elif plan.is_fact:
            plan.note(f"{why} 숫자로는 넣지 않고 적힌 대로 현황에 넣습니다.")
        else:
            plan.problem("내용", why)

    # Links.

    def look_at_links(self, plan, city, text, column):
        if not city.pk:
            self.loaded.add(city.slug)
        known = self.links[city.slug]
        addresses = {plain(link.url) for link in known.values() if link.url}
        for label, url in links_in(text, city):
            link = known.get(tidy(label))
            if link is None and url and plain(url) in addresses:
                continue
            if len(label) > CityLink._meta.get_field("label").max_length:
                plan.problem(column, "누리집 이름이 너무 깁니다. 80자까지 들어갑니다.")
            elif len(url) > URL.limit:
                plan.problem(column, f"누리집 주소가 너무 깁니다. {URL.limit}자까지 들어갑니다.")
            elif link is not None:
                if url and link.pk:
                    plan.amend(link, {URL: url})
                elif url and plain(url) != plain(link.url):
                    plan.problem(column, f"‘{label}’의 주소를 위의 행과 다르게 적었습니다.")
            elif not self.is_removed(plan, CityLink, city.pk, label):
                self.last[city.slug] = position = self.last[city.slug] + 1
                known[tidy(label)] = CityLink(city=city, label=label, url=url)
                values = {"city_id": city, "label": label, "url": url, "position": position}
                plan.adds.append((CityLink, values))

    # What two cities agreed.

    def look_at_words(self, plan, fields):
        partnership = self.partnership_of(plan.parent)
        if partnership is None:
            return
        plan.is_fact = bool(plan.pk)  # it came in as one before the city was a partner
        text = without_bullets(plan.row["내용"])
        lines = text.split("\n")
        if len(fields) == 1:
            parts = [text]
        elif len(lines) == len(fields):
            parts = lines
        else:
            parts = [text]
            plan.note(
                f"여러 가지를 함께 적은 칸이라 모두 ‘{TEXTS[fields[0]].column_name}’에 넣습니다."
            )
        plan.amend(partnership, {TEXTS[name]: part for name, part in zip(fields, parts)})  # noqa: B905

    def look_at_signing(self, plan):
        """A date of signing is nothing of the city's own, so it is never one of its facts."""
        dates = dates_in(plan.row["내용"])
        if not dates:
            plan.note("협정의 날짜로 읽지 못해 적힌 대로 현황에 넣습니다.")
            return
        plan.is_fact = False
        partnership = self.partnership_of(plan.parent)
        if partnership is None:
            plan.note(
                "협정의 날짜인데 우리 도시의 교류도시가 아니어서 넣지 않습니다. 교류도시 목록을 먼저 "
                "가져오거나 '교류도시' 화면에서 등록해 주세요."
            )
            return
        for date in dates:
            self.look_at_date(plan, partnership, date)

    def look_at_date(self, plan, partnership, date):
        agreed = self.homes.agreed(partnership)
        same = [one for one in agreed if one.edtf and is_within(one.edtf, date.edtf)]
        if same:
            plan.note(f"이미 있는 협정 ‘{same[0].title or '체결'}’의 날짜입니다.")
            return
        label = plan.row["구분"]
        words = implied_kind(SIGNING.sub("", key_of(label)))
        if not words:
            plan.note(
                f"협정의 날짜인데 무슨 협정인지 적혀 있지 않습니다: {date.text}. '협정' 화면에서 "
                "확인해 주세요."
            )
            return
        kind = read_kind(words)
        others = [one for one in agreed if one.kind == kind and one.edtf]
        if others and not self.may_add(plan, partnership, date, others):
            return
        if self.is_removed(plan, Agreement, partnership.pk, kind, date.edtf):
            return
        self.homes.add_agreed(partnership, kind, date, words)
        values = {"partnership_id": partnership, "kind": kind, "title": words}
        plan.adds.append((Agreement, {**values, **PERIOD.columns(date)}))

    def may_add(self, plan, partnership, date, others):
        """Whether the clerk says that this is one more agreement; else the plan asks or says so."""
        id = f"signed:{partnership.home.slug}:{partnership.partner.slug}:{date.edtf}"
        answer = self.context.answers.get(id)
        if answer == "new":
            return True
        if answer == "keep":
            plan.note("등록된 협정의 날짜를 그대로 둡니다.")
        else:
            plan.ask(
                id,
                f"{plan.row['구분']} {date.text}이(가) 등록된 협정({others[0].edtf})과 다릅니다.",
                [["keep", "등록된 날짜 그대로 두기"], ["new", "협정을 하나 더 넣기"]],
            )
        return False


def dates_in(text):
    """The dates a cell names; [] where it cannot be read, or is longer than a date may be."""
    try:
        dates = Period.parse_all(text)
    except PeriodError:
        return []
    return dates if all(len(date.text) <= PERIOD.field.max_length for date in dates) else []


def is_within(one, other):
    """Whether one EDTF date is the other, or tells less of it: 2016 and 2016-08-19."""
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")
