"""Import and export of the partner list: one row one agreement of one partner city."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db.models import Prefetch

from agreements.models import Agreement
from cities.city_names import Homes, KnownCities, label_of
from cities.models import City, Partnership
from exchange.legacy.countries import country_code
from exchange.legacy.errors import LegacyError
from exchange.legacy.kinds import ACCEPTED, read_kind
from exchange.legacy.places import split_place
from exchange.legacy.shapes import PARTNER_LIST
from exchange.legacy.text import tidy
from exchange.periods import Period, PeriodError
from exchange.resources import Cell, Parent, TableResource
from exchange.resources.widgets import (
    ChoiceWidget,
    CountryWidget,
    LabelWidget,
    NameWidget,
    PeriodWidget,
)


class Identity(Cell):
    """A column that tells which record a row is about; shown in the preview, never changed."""

    def save(self, instance, row, is_m2m=False, **kwargs):
        pass


class AgreementCell(Cell):
    """A column of the row's agreement; a row without one must leave it blank."""

    def __init__(self, name, column_name, widget=None):
        super().__init__(f"row_agreement__{name}", column_name, widget)

    def save(self, instance, row, is_m2m=False, **kwargs):
        if row[self.column_name] and instance.row_agreement is None:
            raise ValueError(
                f"'교류내용' 칸이 비어 있습니다. 무엇을 맺었는지 적어 주세요: {ACCEPTED}."
            )
        super().save(instance, row, is_m2m, **kwargs)


class PartnerListResource(TableResource):
    """A row makes up to three records: the city, the partnership, and the agreement.

    The row's record is the partnership; `row_agreement` on it is the row's agreement, None
    where the row names none. The title is 협정 이름, or 교류내용 as written where that column
    is blank; then an agreement of the same kind and date is the row's, whatever its title.
    """

    shape = PARTNER_LIST
    asked = "home"
    parent_columns = ("우리 도시",)

    home = Parent("home", "우리 도시", LabelWidget(label_of))
    country = Identity("partner__country", "국명", CountryWidget())
    region = Identity("partner__region", "광역·주·성", NameWidget())
    name = Identity("partner__name", "교류도시", NameWidget())
    name_en = Cell("partner__name_en", "영문 이름")
    kind = Identity("row_agreement__kind", "교류내용", ChoiceWidget(Agreement.Kind.choices))
    title = AgreementCell("title", "협정 이름")
    signed = AgreementCell("signed", "교류일자", PeriodWidget())
    signed_note = AgreementCell("signed_note", "체결일 설명")
    place = AgreementCell("place", "체결 장소")
    status = AgreementCell("status", "효력", ChoiceWidget(Agreement.Status.choices))
    stage = Cell("stage", "단계", ChoiceWidget(Partnership.Stage.choices))

    class Meta:
        model = Partnership
        fields = (
            "home", "country", "region", "name", "name_en", "kind", "title", "signed",
            "signed_note", "place", "status", "stage",
        )  # fmt: skip
        import_id_fields = ("home", "country", "region", "name", "kind", "signed", "title")
        use_bulk = False

    @classmethod
    def choices(cls):
        return City.objects.filter(portal__isnull=False)

    def prepare(self, rows):
        """A cell with several dates, `1997.1.25, 2006.4.28`, is an agreement each."""
        self.homes, self.cities = Homes(), KnownCities()
        split = []
        for row in rows:
            row["교류도시"] = " ".join(row["교류도시"].split())
            try:
                dates = [one.text for one in Period.parse_all(row["교류일자"])]
            except PeriodError:
                dates = []  # said when its turn comes
            split += [{**row, "교류일자": date} for date in dates] if len(dates) > 1 else [row]
        rows[:] = split

    def find_parent(self, name):
        return self.homes.home(name, self.chosen)

    def known_records(self, parents):
        agreements = Prefetch("agreements", Agreement.objects.chronological())
        rows = Partnership.objects.filter(home__in=parents)
        rows = rows.select_related("home", "partner").prefetch_related(agreements)
        self.partnerships = {(row.home_id, row.partner.slug): row for row in rows}
        self.partners = defaultdict(set)
        for row in rows:
            self.partners[row.home_id].add(row.partner_id)
        self.agreements = {row.pk: list(row.agreements.all()) for row in rows}
        return ()

    def key_in(self, row):
        place = row["국명"], row["광역·주·성"], row["교류도시"]
        agreed = row["교류내용"], row["협정 이름"], row["교류일자"]
        return self.parent_of(row).pk, *place, *agreed

    def place_in(self, row):
        """(country, region, name) of the row's city; ValidationError, by column."""
        try:
            country = country_code(row["국명"])
        except LegacyError as error:
            raise ValidationError({"국명": str(error)}) from error
        for column, text in (("국명", country), ("교류도시", row["교류도시"])):
            if not text:
                raise ValidationError({column: "칸이 비어 있습니다. 적어 주세요."})
        if row["광역·주·성"]:
            return country, row["광역·주·성"], row["교류도시"]
        if self.cities.is_known(country, "", row["교류도시"]):
            return country, "", row["교류도시"]
        return country, *split_place(row["교류도시"], country)

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        home, place = self.parent_of(row), self.place_in(row)
        try:
            self.city = self.cities.find(*place, partners=self.partners[home.pk])
        except LegacyError as error:
            raise ValidationError({"교류도시": str(error)}) from error
        try:
            self.row_kind = read_kind(row["교류내용"])
        except LegacyError as error:
            raise ValidationError({"교류내용": str(error)}) from error
        self.adds_agreement = False
        if self.city == home:
            raise ValidationError({"교류도시": "자기 도시와는 교류도시가 될 수 없습니다."})

    def get_instance(self, instance_loader, row):
        return self.city and self.partnerships.get((self.parent_of(row).pk, self.city.slug))

    def new_record(self, row):
        home = self.parent_of(row)
        if self.city is None:
            self.city = self.cities.new(*self.place_in(row), row["영문 이름"])
        partnership = Partnership(home=home, partner=self.city)
        self.partnerships[home.pk, self.city.slug] = partnership
        return partnership

    def after_init_instance(self, instance, new, row, **kwargs):
        instance.row_agreement = self.row_kind and self.agreement_in(row, instance)

    def agreement_in(self, row, partnership):
        """The agreement the row is about, a new one where the partnership has none like it."""
        try:
            signed = Period.parse(row["교류일자"])
        except PeriodError:
            signed = None  # the cell itself says what is wrong
        alike = [
            agreement
            for agreement in self.agreements.setdefault(partnership.pk, [])
            if (agreement.kind, agreement.signed_edtf)
            == (self.row_kind, signed.edtf if signed else "")
        ]
        title = row["협정 이름"] or row["교류내용"]
        titles = {tidy(agreement.title): agreement for agreement in alike}
        if title in titles:
            return titles[title]
        if not row["협정 이름"] and ("" in titles or len(alike) == 1):
            return titles.get("", alike[0])
        return Agreement(partnership=partnership, kind=self.row_kind, title=title)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        agreement = instance.row_agreement
        self.adds_agreement = bool(agreement and agreement._state.adding)
        same = super().skip_row(instance, original, row, import_validation_errors)
        return same and not self.adds_agreement

    def notes_on(self, instance, row):
        yield from super().notes_on(instance, row)
        new = instance.row_agreement
        alike = [
            one for one in self.agreements.get(instance.pk, ()) if new and one.kind == new.kind
        ]
        if self.adds_agreement and alike:
            yield (
                f"이미 있는 '{alike[-1].name}'({alike[-1].signed or '체결일 모름'}) 말고 협정 하나가 더 "
                "생깁니다. 날짜나 이름을 고친 것이면 파일에서 이 행을 지우고 '협정' 화면에서 고쳐 주세요."
            )

    def records_to_save(self, partnership):
        """City, partnership and agreement, in this order: those that are new or changed."""
        agreement = partnership.row_agreement
        for record, prefix in (
            (partnership.partner, "partner__"),
            (partnership, ""),
            (agreement, "row_agreement__"),
        ):
            names = {name.removeprefix(prefix) for name in self.changed if name.startswith(prefix)}
            if record and (record._state.adding or any("__" not in name for name in names)):
                yield record

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        done = {name.rpartition("__")[2] for name in errors}
        for record in self.records_to_save(instance):
            unsaved = {
                field.name
                for field in record._meta.fields
                if field.is_relation and getattr(record, field.attname) is None
            }
            try:
                record.full_clean(exclude=unsaved | done | {"source", "coordinates_source"})
            except ValidationError as error:
                errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def save_instance(self, instance, is_create, row, **kwargs):
        for record in list(self.records_to_save(instance)):
            is_new = record._state.adding
            self.save_record(record)
            if is_new and isinstance(record, City):
                self.cities.add(record)
            elif is_new and isinstance(record, Agreement):
                self.agreements.setdefault(record.partnership_id, []).append(record)

    def import_row(self, row, instance_loader, **kwargs):
        result = super().import_row(row, instance_loader, **kwargs)
        if result.import_type == result.IMPORT_TYPE_UPDATE and self.adds_agreement:
            result.import_type = result.IMPORT_TYPE_NEW
            result.instance = result.instance and result.instance.row_agreement
        return result

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
