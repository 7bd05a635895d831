"""Import and export of a city's facts table: one row a fact."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from cities.besides import Besides
from cities.city_names import CityNames, Homes, KnownCities, label_of
from cities.headings import contradiction, whose
from cities.measures import doubts
from cities.models import CityFact
from exchange.legacy.errors import LegacyError
from exchange.legacy.shapes import FACTS
from exchange.resources import Cell, Parent, TableResource
from exchange.resources.amending import Amending, WidePlan
from exchange.resources.plans import CHANGED, FURTHER, KEPT, NEW, SAME
from exchange.resources.widgets import (
    ChoiceWidget,
    CountWidget,
    LabelWidget,
    LinesWidget,
    NameWidget,
)

# Where a row keeps the name of the group it stands in.
GROUP = "묶음"

TOPIC_WORDS = (
    ("location", "위치"),
    ("climate", "기후 기온 강우 강수 날씨"),
    ("transport", "교통"),
    ("education", "교육 학교 대학"),
    ("culture", "문화 관광 명소 축제 행사"),
    ("districts", "행정구역"),
    ("government", "정부 의회 행정조직 시장"),
    ("character", "도시특성 특성 특징 연혁 역사"),
    ("industry", "산업 경제 특산"),
)


def topic_of(*labels):
    """The topic of a fact by the words of its label, else of the group it stands in."""
    for label in labels:
        for topic, words in TOPIC_WORDS:
            if any(word in label.replace(" ", "") for word in words.split()):
                return topic
    return CityFact.Topic.OTHER


class FactPlan(WidePlan):
    """The plan of a row that is a fact, or speaks of other records only."""

    __slots__ = ("is_fact",)

    def __init__(self, *args):
        super().__init__(*args)
        self.is_fact = True

    def settle(self):
        if self.kind is None and not self.is_fact:
            self.kind = NEW if self.adds else None if self.changes else SAME
            if self.kind is None:
                self.kind = KEPT if all(change[3] for change in self.changes) else CHANGED
        super().settle()


class CityFactResource(TableResource):
    """One row of a facts table is one fact, or says something of what the city stands in.

    A row without a label goes on with the fact above it. A measure is taken only where its text
    is a number with a unit and nothing else; otherwise it stays a fact, word for word, and what
    it says of the climate in clear numbers goes to the city as well. Links, the background of
    the partnership and the date of its agreement go where they belong (see `besides`).
    """

    code = "facts"
    shape = FACTS
    turn = 2
    asks_whose = True
    whose = staticmethod(whose)
    contradiction = staticmethod(contradiction)
    plan_class = FactPlan
    state_note = gettext_lazy("도시가 ‘공개’이면 현황도 바로 누리집에 나옵니다.")
    parent_field = "city"
    parent_columns = ("도시",)
    name_columns = ("구분",)
    key_fields = ("label",)

    city = Parent("city", "도시", LabelWidget(label_of))
    label = Cell("label", "구분", NameWidget())
    text = Cell("text", "내용", LinesWidget())
    topic = Cell("topic", "주제", ChoiceWidget(CityFact.Topic.choices))
    position = Cell("position", "순서", CountWidget())

    class Meta:
        model = CityFact
        fields = ("city", "label", "text", "topic", "position")
        import_id_fields = ("city", "label")

    def begin(self, *args):
        super().begin(*args)
        self.homes = self.context.shared(Homes)
        self.amending = self.context.shared(Amending)
        self.besides = Besides(self)

    # Reading.

    def prepare(self, rows):
        """Facts with their group; rows without a label are lines of the fact above."""
        spelling = self.fields["label"].widget.spelling
        group, fact, groups = "", None, {}
        for row in rows:
            if row["구분"]:
                group = row["구분"]
            elif not row["세부 구분"] and fact and row["도시"] == fact["도시"]:
                fact.setdefault(FURTHER, []).append(row["행"])
                fact["내용"] = "\n".join(filter(None, [fact["내용"], row["내용"]]))
                fact["problems"] = [*fact["problems"], *row.get("problems", ())]
                continue
            if fact:
                yield fact
            label = spelling(row["세부 구분"] or row["구분"])
            # 현황 below 산업 and 현황 below 교통 are two facts.
            if groups.setdefault((row["도시"], label), group) != group:
                label = f"{spelling(group)} {label}"
            fact = {**row, "구분": label, "세부 구분": "", GROUP: group}
            fact["problems"] = list(row.get("problems", ()))
        if fact:
            yield fact

    def find_parent(self, name):
        name = name or self.partner
        if not name:
            raise LegacyError("도시를 고르거나 '도시' 열에 적어 주세요.")
        try:
            return self.homes.partnership(self.homes.home(), name).partner
        except LegacyError as error:
            try:
                return self.names.find(name)
            except LegacyError:
                # A partner spelled otherwise is asked about; else no such city is known.
                if type(error) is not LegacyError:
                    raise error from None
                raise

    @cached_property
    def names(self):
        """All cities, those that lists of this import are about to make among them."""
        return CityNames(self.context.shared(KnownCities).exact.values())

    def key_in(self, row, values):
        return (row["구분"], *self.besides.part_of_key(row))

    def key_of_stored(self, stored):
        return (self.fields["label"].widget.spelling(stored[0]),)

    def extra_fields(self):
        return ("position",)

    def note_stored(self, parent_pk, extra):
        self.last[parent_pk] = max(self.last[parent_pk], extra[0])

    def values_for_new(self, plan):
        topic = topic_of(plan.row["구분"], plan.row[GROUP])
        return {"topic": topic, "position": self.next_position(plan.parent.pk)}

    # What a row says of other records than a fact.

    def check_needed(self, plan):
        """A blank text is a problem only of a fact that is new."""
        if not plan.row["구분"]:
            plan.problem("구분", "칸이 비어 있습니다. 적어 주세요.")

    def look_beside(self, plans):
        good = [plan for plan in plans if plan.kind is None]
        for plan in good:
            if plan.pk is None and not plan.row["내용"]:
                plan.problem("내용", "칸이 비어 있습니다. 적어 주세요.")
        # A topic is written by our own export only: everything in it is a fact.
        good = [plan for plan in good if plan.kind is None and not plan.row["주제"]]
        self.besides.look(good)
        self.amending.compare(good, self.number, "내용")
        for plan in good:
            for doubt in doubts(plan.changes):
                plan.note(doubt)

    def save(self, plans):
        super().save([plan for plan in plans if plan.is_fact])
        self.amending.add(plans)
        self.amending.save(plans)

    def filter_export(self, queryset, **kwargs):
        """The facts of the cities in the list."""
        return (
            CityFact.objects.filter(city__in=queryset.order_by().values("pk"))
            .select_related("city")
            .order_by("city__country", "city__region", "city__name", "position", "pk")
        )
