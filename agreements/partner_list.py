"""Import and export of the partner list: one row one agreement of one partner city."""

from django.db.models import Prefetch

from agreements.known import KnownAgreements
from agreements.models import Agreement
from agreements.partner_cells import (
    CITY_FIELDS,
    KIND,
    NAME_EN,
    NAME_LOCAL,
    PARTNERSHIP_FIELDS,
    REMARKS,
    STAGE_NOTE,
    STAGE_WORDS,
    TITLE,
    YEAR,
    Identity,
    KindWidget,
    RowCell,
    numbers_in,
)
from agreements.partner_cities import Removed, RowCities
from agreements.partner_rows import QUESTION, one_record_a_row
from cities.besides import ADDRESS, Besides
from cities.city_names import Homes, KnownCities, label_of
from cities.measures import doubts
from cities.models import City, Partnership
from exchange.legacy.errors import LegacyError
from exchange.legacy.shapes import PARTNER_LIST
from exchange.legacy.text import tidy
from exchange.resources import Parent, TableResource
from exchange.resources.amending import Amending, WidePlan
from exchange.resources.plans import CHANGED, KEPT, NEW, LeftOut, Question
from exchange.resources.widgets import (
    ChoiceWidget,
    CountryWidget,
    LabelWidget,
    NameWidget,
    PeriodWidget,
)
from exchange.resources.writing import Writer

# A row without a kind names an agreement where one of these says something.
OF_AGREEMENTS = ("협정 이름", "교류일자", "체결일 설명", "체결 장소", "효력")


class PartnerPlan(WidePlan):
    """The plan of a row: its city, partnership and agreement, None where the row names none."""

    __slots__ = ("adds_agreement", "agreement", "city", "is_new", "partnership", "tells")

    def __init__(self, *args):
        super().__init__(*args)
        self.agreement = self.city = self.partnership = None
        self.is_new = self.adds_agreement = False
        # What it says of records it makes: (record, {cell: value}) each.
        self.tells = []

    def settle(self):
        if self.kind is None and not (self.is_new or self.adds):
            # Not None: the row is about what is there, or what an earlier row makes.
            self.pk = self.partnership.pk or 0
        super().settle()


class PartnerListResource(TableResource):
    """A row makes up to three records: the city, the partnership, and the agreement.

    The title is 협정 이름, or 교류내용 as written where that column is blank; then an agreement
    of the same kind and date is the row's, whatever its title.
    """

    code = "partners"
    shape = PARTNER_LIST
    turn = 1
    plan_class = PartnerPlan
    parent_columns = ("우리 도시",)
    name_columns = ("국명", "교류도시", "교류내용", "교류일자")

    home = Parent("home", "우리 도시", LabelWidget(label_of))
    country = Identity("partner__country", "국명", CountryWidget())
    region = Identity("partner__region", "광역·주·성", NameWidget())
    name = Identity("partner__name", "교류도시", NameWidget())
    name_en = RowCell("partner__name_en", "영문 이름")
    kind = Identity("row_agreement__kind", "교류내용", KindWidget(Agreement.Kind.choices))
    title = RowCell("row_agreement__title", "협정 이름")
    signed = RowCell("row_agreement__signed", "교류일자", PeriodWidget())
    signed_note = RowCell("row_agreement__signed_note", "체결일 설명")
    place = RowCell("row_agreement__place", "체결 장소")
    status = RowCell("row_agreement__status", "효력", ChoiceWidget(Agreement.Status.choices))
    stage = RowCell("stage", "단계", ChoiceWidget(Partnership.Stage.choices))

    class Meta:
        model = Partnership
        fields = (
            "home", "country", "region", "name", "name_en", "kind", "title", "signed",
            "signed_note", "place", "status", "stage",
        )  # fmt: skip
        import_id_fields = ("home", "country", "region", "name", "kind", "signed", "title")

    def begin(self, *args):
        super().begin(*args)
        shared = self.context.shared
        self.homes, self.cities = shared(Homes), shared(KnownCities)
        self.agreements, self.amending = shared(KnownAgreements), shared(Amending)
        self.rows, self.besides = RowCities(self.context), Besides(self)

    # Reading.

    def prepare(self, rows):
        return one_record_a_row(rows, self.context, self.rows.is_one_city)

    def find_parent(self, name):
        return self.homes.home(name)

    def read(self, row):
        asked = row.get(QUESTION)
        if asked is None:
            return super().read(row)
        plan = self.new_plan(row)
        if isinstance(asked, LeftOut):
            plan.leave_out(str(asked))
        else:
            plan.ask(asked.id, str(asked), asked.choices)
        return plan

    def check_needed(self, plan):
        for column in ("국명", "교류도시"):
            if column not in plan.values and not plan.row[column]:
                plan.problem(column, "칸이 비어 있습니다. 적어 주세요.")

    def key_in(self, row, values):
        signed = values.get("교류일자")
        agreed = values.get("교류내용"), row["협정 이름"], signed.edtf if signed else ""
        return values["국명"], row["광역·주·성"], row["교류도시"], *agreed

    # Comparing.

    def plan(self, rows):
        plans = [self.read(row) for row in rows]
        good = [plan for plan in plans if plan.kind is None]
        self.agreements.load({plan.parent for plan in good}, self.homes)
        self.load_links(good)
        for plan in good:
            self.find_records(plan)
        self.amending.compare([plan for plan in good if plan.kind is None], self.number, "교류도시")
        for plan in good:
            plan.settle()
            if plan.kind in (NEW, CHANGED, KEPT):
                for note in (*self.notes_on(plan), *doubts(plan.changes)):
                    plan.note(note)
                if plan.kind == NEW:
                    self.look_for_resembling(plan)
        return plans

    def load_links(self, plans):
        """Know the links of the cities to which rows give one, in one query."""
        found = [self.rows.find(plan) for plan in plans if plan.row["누리집"]]
        self.besides.load([city for city in found if city])

    def find_records(self, plan):
        """Find or make the row's records; else the plan asks, or says why not."""
        try:
            plan.city = self.rows.city_of(plan)
            self.find_partnership(plan)
        except Question as question:
            plan.ask(question.id, str(question), question.choices)
        except LeftOut as reason:
            plan.leave_out(str(reason))
        except Removed as reason:
            plan.note(str(reason))
            plan.kind = KEPT
        except LegacyError as error:
            plan.problem(error.cell.get("column", "교류도시"), str(error))

    def find_partnership(self, plan):
        home, city = plan.parent, plan.city
        if city.pk and city.pk == home.pk:
            raise LegacyError("자기 도시와는 교류도시가 될 수 없습니다.")
        plan.partnership = self.rows.partners_of(home).get(city.slug)
        if plan.partnership is None:
            removed = (home.pk, city.pk) in self.agreements.removed
            if removed and not self.context.overwrites:
                raise Removed("사람이 지운 교류도시라 다시 넣지 않습니다.")
            plan.partnership = Partnership(home=home, partner=city)
            plan.is_new = True
        self.find_agreement(plan)
        self.fill_city(plan)
        self.fill_rest(plan)
        if plan.kind is None:
            self.register(plan)

    def register(self, plan):
        """Let later rows and tables find what this row makes, though it is not saved yet."""
        if plan.city.slug not in self.cities.by_slug:
            self.cities.add(plan.city)
        if plan.is_new:
            self.homes.add(plan.partnership)
        for record, values in plan.tells:
            self.amending.tell(record, values, self.number, plan.number)
        new = plan.agreement
        if new is not None and plan.adds_agreement:
            self.agreements.add(new)
            self.homes.add_agreed(plan.partnership, new.kind, new.signed, new.title)

    def find_agreement(self, plan):
        row, signed = plan.row, plan.values.get("교류일자")
        kind = plan.values.get("교류내용") or self.kind_of(plan, signed)
        if kind is None:
            return
        title = tidy(row["협정 이름"] or row["교류내용"])
        if len(title) > TITLE.limit:
            raise LegacyError(f"{TITLE.limit}자까지 들어갑니다. 줄여 주세요.", column="교류내용")
        edtf, partnership = signed.edtf if signed else "", plan.partnership
        found = self.agreements.find(partnership, kind, edtf, title, bool(row["협정 이름"]))
        answer = self.context.answers.get(self.question_of(plan), "")
        if found is None and answer.startswith("same:") and partnership.pk:
            alike = self.agreements.resembling(partnership, kind, edtf)
            pk = next((pk for pk in alike if answer == f"same:{pk}"), None)
            found = self.agreements.by_pk.get(pk)
            if found:
                words = {TITLE: title} if row["협정 이름"] or found.kind != kind else {}
                plan.amend(found, {KIND: kind, **words})
        if found is None:
            removed = (partnership.pk, kind, edtf) in self.agreements.removed
            if removed and not self.context.overwrites:
                raise Removed("사람이 지운 협정이라 다시 넣지 않습니다.")
            plan.adds_agreement = True
            found = Agreement(partnership=partnership, kind=kind, title=title, signed=signed)
        elif found.pk:
            self.claimed.setdefault(found.pk, self.place_of(plan))
        plan.agreement = found

    def kind_of(self, plan, signed):
        """The kind of a row that names none: that of the agreement of its date, or the clerk's."""
        if not any(plan.row[column] for column in OF_AGREEMENTS):
            return None
        kind = self.agreements.kind_at(plan.partnership, signed.edtf) if signed else None
        answer = self.context.answers.get(f"kind:{self.number}")
        if answer == "none" and not kind:
            plan.note("협정 없이 교류도시만 넣습니다.")
        elif not kind and answer not in Agreement.Kind.values:
            choices = [*Agreement.Kind.choices, ("none", "협정 없이 교류도시만 넣기")]
            raise Question(
                f"kind:{self.number}",
                "무엇을 맺었는지(교류내용)가 적혀 있지 않은 행이 있습니다. 무엇으로 넣을까요?",
                [(answer, str(label)) for answer, label in choices],
            )
        return kind or (answer if answer != "none" else None)

    def fill_city(self, plan):
        """Take what the row says of the city."""
        city, row = plan.city, plan.row
        cells = {NAME_LOCAL: row["현지 이름"], NAME_EN: row["영문 이름"]}
        names = {cell: text for cell, text in cells.items() if text}
        for cell, text in names.items():
            if len(text) > cell.limit:
                raise LegacyError(
                    f"{cell.limit}자까지 들어갑니다. 줄여 주세요.", column=cell.column_name
                )
        numbers, notes = numbers_in(row)
        for note in notes:
            plan.note(note)
        if city.slug in self.cities.by_slug:
            plan.amend(city, names)
            area = {cell: value for cell, value in numbers.items() if cell.attname == "area_km2"}
            people = {cell: value for cell, value in numbers.items() if cell not in area}
            plan.amend(city, area)
            outdates = [YEAR] if people and YEAR not in people else ()
            plan.amend(city, people, together=True, outdates=outdates)
        else:
            self.fill(plan, city, names | numbers)
        if ADDRESS.search(row["누리집"]):
            self.besides.look_at_links(plan, city, row["누리집"], "누리집")
        elif row["누리집"]:
            plan.note(f"'누리집' 칸에 주소가 없어 넣지 않습니다: {row['누리집']}")

    @staticmethod
    def fill(plan, record, values):
        """Take {cell: value} into a record that is new."""
        for cell, value in values.items():
            setattr(record, cell.attname, value)
        plan.tells.append((record, values))

    def fill_rest(self, plan):
        """Take what the row says of the partnership and of the agreement."""
        partnership, agreement, remarks = plan.partnership, plan.agreement, plan.row["비고"]
        said = {"": {}, "row_agreement": {}}
        for column, value in plan.values.items():
            cell = self.cells[column]
            if cell.record in said and not isinstance(cell, Identity):
                said[cell.record][cell] = value
        if remarks and agreement is not None:
            said["row_agreement"][REMARKS] = remarks
        elif remarks and STAGE_WORDS.search(remarks):
            said[""][STAGE_NOTE] = remarks
        elif remarks:
            plan.note(f"'비고' 칸은 협정이 없는 행이라 넣을 곳이 없습니다: {remarks}")
        if plan.is_new:
            self.fill(plan, partnership, said[""])
        else:
            plan.amend(partnership, said[""])
        if plan.adds_agreement:
            columns = {"partnership_id": partnership, "kind": agreement.kind}
            columns["title"] = agreement.title
            for cell, value in said["row_agreement"].items():
                columns.update(cell.columns(value))
            plan.adds.append((Agreement, columns))
        elif agreement is not None and agreement.pk:
            plan.amend(agreement, said["row_agreement"])

    # A corrected date or title.

    def resembling(self, plan):
        """Agreements of the same kind, or of the same day, that the file does not name."""
        if not plan.adds_agreement or not plan.partnership.pk:
            return ()
        new = plan.agreement
        return self.agreements.resembling(plan.partnership, new.kind, new.signed_edtf)

    def describe(self, pk):
        agreement = self.agreements.by_pk[pk]
        return f"{agreement.name}({agreement.signed or '체결일 모름'})"

    # Saving.

    def save(self, plans):
        """Write cities, then partnerships, then agreements, links and what changes."""
        self.insert(City, plans, "city", CITY_FIELDS)
        self.insert(Partnership, plans, "partnership", PARTNERSHIP_FIELDS)
        self.amending.add(plans)
        self.amending.save(plans)
        for plan in plans:
            if plan.city.pk:
                self.cities.by_pk[plan.city.pk] = plan.city

    def insert(self, model, plans, name, fields):
        """Insert the records of these plans that are not saved yet, each once."""
        new = {}
        for plan in plans:
            record = getattr(plan, name)
            if record.pk is None:
                new.setdefault(id(record), (plan, record))
        for _, record in new.values():
            if model is Partnership:
                record.partner_id = record.partner.pk
        rows = [{field: getattr(record, field) for field in fields} for _, record in new.values()]
        context = self.context
        writer = Writer(model, context.user, context.reason, context.moment)
        for (plan, record), pk in zip(new.values(), writer.insert(rows), strict=True):
            record.pk = pk
            plan.records = [*plan.records, [model._meta.label_lower, pk, "+"]]

    # Export.

    def filter_export(self, queryset, **kwargs):
        agreements = Prefetch("agreements", Agreement.objects.chronological())
        names = [f"{end}__{name}" for end in ("home", "partner") for name in City._meta.ordering]
        rows = queryset.select_related("home", "partner").prefetch_related(agreements)
        return rows.order_by(*names)

    def iter_queryset(self, queryset):
        for partnership in super().iter_queryset(queryset):
            for agreement in list(partnership.agreements.all()) or [None]:
                partnership.row_agreement = agreement
                yield partnership
