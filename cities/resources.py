"""Import and export of a city's facts table: one row a fact."""

import re
from collections import Counter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from cities.city_names import CityNames, label_of
from cities.models import City, CityFact
from exchange.legacy.errors import LegacyError
from exchange.legacy.quantities import area_km2, celsius, millimetres, population
from exchange.legacy.shapes import FACTS
from exchange.resources import ROW_NUMBER, Cell, Parent, TableResource
from exchange.resources.widgets import (
    ChoiceWidget,
    CountWidget,
    LabelWidget,
    LinesWidget,
    NameWidget,
)

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

# Labels of facts that can be compared between cities, so they are columns of the City.
MEASURES = {
    "면적": (("area_km2",), area_km2),
    "인구": (("population", "population_year"), population),
    "연평균기온": (("temperature_mean_c",), celsius),
    "평균기온": (("temperature_mean_c",), celsius),
    "연평균강우량": (("rainfall_mm",), millimetres),
    "연평균강수량": (("rainfall_mm",), millimetres),
    "연강수량": (("rainfall_mm",), millimetres),
    "연강우량": (("rainfall_mm",), millimetres),
}

SIGNING = re.compile(r"(?:체결|결연|협정)일")


def topic_of(*labels):
    """The topic of a fact by the words of its label, else of the group it stands in."""
    for label in labels:
        for topic, words in TOPIC_WORDS:
            if any(word in label.replace(" ", "") for word in words.split()):
                return topic
    return CityFact.Topic.OTHER


class CityFactResource(TableResource):
    """One row of a facts table is one fact; area, population and climate go to the city itself.

    A row without a label goes on with the fact above it. A measure is taken only where its text
    is a number with a unit and nothing else; otherwise it stays a fact, word for word.
    """

    shape = FACTS
    asked = "city"
    state_note = gettext_lazy("도시가 ‘공개’이면 현황도 바로 누리집에 나옵니다.")
    parent_columns = ("도시",)

    city = Parent("city", "도시", LabelWidget(label_of))
    label = Cell("label", "구분", NameWidget())
    text = Cell("text", "내용", LinesWidget())
    topic = Cell("topic", "주제", ChoiceWidget(CityFact.Topic.choices))
    position = Cell("position", "순서", CountWidget())

    class Meta:
        model = CityFact
        fields = ("city", "label", "text", "topic", "position")
        import_id_fields = ("city", "label")

    @classmethod
    def choices(cls):
        return City.objects.all()

    def prepare(self, rows):
        self.names = CityNames(City.objects.all() if any(row["도시"] for row in rows) else ())
        self.measures, self.signings = [], []
        spelling = self.fields["label"].widget.spelling
        group, facts = "", []
        for row in rows:
            if row["구분"]:
                group = row["구분"]
            elif not row["세부 구분"] and facts:
                facts[-1]["내용"] += f"\n{row['내용']}"
                continue
            row["구분"] = spelling(row["세부 구분"] or row["구분"])
            row["세부 구분"] = group
            facts.append(row)
        rows[:] = [row for row in facts if not self.belongs_elsewhere(row)]

    def belongs_elsewhere(self, row):
        """Keep aside a readable measure, and a date of signing; False for a fact."""
        label = row["구분"].partition("(")[0].replace(" ", "")
        if row["주제"]:  # our own export: everything in it is a fact
            return False
        if SIGNING.search(label):
            self.signings.append(row)
            return True
        names, read = MEASURES.get(label, (None, None))
        value = read(row["내용"]) if names else None
        if value is None or not self.has_parent(row):
            return False
        values = value if len(names) > 1 else (value,)
        self.measures.append((row, dict(zip(names, values, strict=True))))
        return True

    def has_parent(self, row):
        try:
            return self.parent_of(row) is not None
        except ValidationError:
            return False  # the row says so when its turn comes

    def find_parent(self, name):
        if name:
            return self.names.find(name)
        if self.chosen is None:
            raise LegacyError("도시를 고르거나 '도시' 열에 적어 주세요.")
        return self.chosen

    def known_records(self, parents):
        facts = CityFact.objects.filter(city__in=parents)
        self.last = Counter()
        for fact in facts:
            self.last[fact.city_id] = max(self.last[fact.city_id], fact.position)
        return facts

    def key_of(self, record):
        return record.city_id, self.fields["label"].widget.spelling(record.label)

    def key_in(self, row):
        return self.parent_of(row).pk, row["구분"]

    def new_record(self, row):
        city = self.parent_of(row)
        self.last[city.pk] += 1
        topic = topic_of(row["구분"], row["세부 구분"])
        return CityFact(city=city, topic=topic, position=self.last[city.pk])

    def after_import(self, dataset, result, **kwargs):
        for row in self.signings:
            self.notes.append(
                f"{row[ROW_NUMBER]}행 '{row['구분']}'은(는) 협정의 날짜라 가져오지 않았습니다. "
                "'교류도시' 화면에서 교류도시 목록으로 가져와 주세요."
            )
        changed = set()
        for row, values in self.measures:
            city = self.parent_of(row)
            note = self.measure_note(city, row, values)
            if note:
                self.notes.append(note)
                for field, new in values.items():
                    setattr(city, field, new)
                changed.add(city)
        for city in changed:
            try:
                city.full_clean(exclude=["source", "coordinates_source"])
            except ValidationError as error:
                raise self.impossible(city, error) from error
            self.save_record(city)
        super().after_import(dataset, result, **kwargs)

    def impossible(self, city, error):
        """The LegacyError for numbers the city cannot have, with the row that brings them in."""
        city.refresh_from_db()
        for row, values in self.measures:
            if self.parent_of(row) == city:
                for field, new in values.items():
                    setattr(city, field, new)
                try:
                    city.full_clean(exclude=["source", "coordinates_source"])
                except ValidationError as found:
                    cell = {"row": row[ROW_NUMBER], "column": "내용", "text": row["내용"]}
                    return LegacyError(f"{city.name}: {' '.join(found.messages)}", **cell)
        return LegacyError(f"{city.name}: {' '.join(error.messages)}")

    def measure_note(self, city, row, values):
        """What a measure changes in the city; "" where it says what is already there."""
        changes = {
            City._meta.get_field(name).verbose_name: (getattr(city, name), new)
            for name, new in values.items()
            if getattr(city, name) != new
        }
        if not any(new is not None for _, new in changes.values()):
            return ""
        words = (
            f"{label} {'비어 있음' if old is None else old} → {'비움' if new is None else new}"
            for label, (old, new) in changes.items()
        )
        return (
            f"{row[ROW_NUMBER]}행 '{row['구분']}: {row['내용']}'은(는) {city.name}의 숫자로 "
            f"들어갑니다. {', '.join(words)}"
        )

    def filter_export(self, queryset, **kwargs):
        """The facts of the cities in the list."""
        return (
            CityFact.objects.filter(city__in=queryset.order_by().values("pk"))
            .select_related("city")
            .order_by("city__country", "city__region", "city__name", "position", "pk")
        )
