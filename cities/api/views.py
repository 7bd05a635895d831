"""Homes, cities and partnerships in the public API."""

from django.db.models import Max, Prefetch, Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from rest_framework.exceptions import NotFound

from cities.api.serializers import (
    CityDetailSerializer,
    CitySerializer,
    HomeSerializer,
    PartnershipDetailSerializer,
    PartnershipSerializer,
    licence_of,
)
from cities.filters import PartnershipFilter
from cities.models import City, Partnership, Portal
from exchange.api.problems import Invalid
from exchange.api.questions import KEY, SLUG, Parameter, parameters_of
from exchange.api.views import OpenViewSet


def latest(*changes):
    """The last of these moments, None where there is none."""
    return max(filter(None, changes), default=None)


def example():
    """A partnership with exchanges, for the examples of the schema, else any; None without one."""
    found = Partnership.objects.published().select_related("home", "partner").order_by("pk")
    return found.with_exchanges().first() or found.first()


class CommonLicence:
    """Records of several homes: under a licence where all of them state the same."""

    @cached_property
    def licence(self):
        stated = Portal.objects.published().order_by().values_list("licence", flat=True).distinct()
        found = list(stated[:2])
        return licence_of(Portal(licence=found[0])) if len(found) == 1 else None

    @property
    def begun(self):
        changed = Portal.objects.published().aggregate(last=Max("updated_at"))["last"]
        return changed or timezone.now()


class HomeViewSet(CommonLicence, OpenViewSet):
    """Municipalities that have a site here. All other records but cities stand below one."""

    tag, record_name = _("시·군·구"), "Home"
    explained = _("누리집을 연 자치단체. 도시를 뺀 다른 자료는 모두 그 아래에 있습니다.")
    summaries = {"list": _("시·군·구의 목록"), "retrieve": _("시·군·구 한 곳")}
    serializer_class = HomeSerializer
    lookup_field, lookup_url_kwarg = "city__slug", "home"

    def path_parameters(self):
        found = example()
        return (home_parameter(found and found.home),) if self.action == "retrieve" else ()

    def get_queryset(self):
        portals = Portal.objects.published().with_counts().select_related("city")
        return portals.order_by("city__country", "city__region", "city__name", "pk")

    def changed_in(self, found):
        return latest(
            *found.order_by().aggregate(Max("updated_at"), Max("city__updated_at")).values()
        )

    def changed_of(self, portal):
        return latest(portal.updated_at, portal.city.updated_at)

    @cached_property
    def licence(self):
        if self.action == "list":
            return super().licence
        return licence_of(self.get_object())


class CityViewSet(CommonLicence, OpenViewSet):
    """Cities, homes and partners alike: names, place, numbers; each with its facts and links."""

    tag, record_name = _("도시"), "City"
    explained = _("우리 도시와 교류도시: 여러 언어의 이름, 위치, 견줄 수 있는 수.")
    summaries = {"list": _("도시의 목록"), "retrieve": _("도시 하나: 현황과 누리집까지")}
    serializer_class, detail_serializer_class = CitySerializer, CityDetailSerializer
    lookup_field, lookup_url_kwarg = "slug", "city"

    @cached_property
    def parameters(self):
        codes = [code for code, _name in countries]
        return (Parameter("country", _("국가"), {"type": "string", "enum": codes}),)

    def path_parameters(self):
        if self.action == "list":
            return ()
        found = example()
        slug = found and found.partner.slug
        return (Parameter("city", _("도시의 주소 이름"), SLUG, slug, "path"),)

    def get_queryset(self):
        cities = City.objects.shown().order_by("country", "region", "name", "pk")
        if self.action == "list":
            return cities
        return with_facts(cities)

    def narrowed(self):
        country = self.request.query_params.get("country")
        found = self.get_queryset()
        return found.filter(country=country) if country else found

    def changed_in(self, found):
        return found.order_by().aggregate(last=Max("updated_at"))["last"]

    def changed_of(self, city):
        return changed_of_city(city)


def with_facts(cities, path=""):
    """Loads what the detail of a city shows; `path` leads to it."""
    related = (f"{path}{name}" for name in ("coordinates_source", "source"))
    parts = (f"{path}{name}" for name in ("facts", "links"))
    return cities.select_related(*related).prefetch_related(*parts)


def changed_of_city(city):
    parts = (*city.facts.all(), *city.links.all())
    return latest(city.updated_at, *(part.updated_at for part in parts))


def home_parameter(home):
    """The home in the address; `home` is the example, or None."""
    slug = home and home.slug
    return Parameter("home", _("시·군·구의 주소 이름. 예: `yongin`"), SLUG, slug, "path")


class HomeRecordsViewSet(OpenViewSet):
    """Records of one home, narrowed by the filters of its list."""

    filterset_class = None

    @cached_property
    def portal(self):
        found = Portal.objects.published().select_related("city")
        portal = found.filter(city__slug=self.kwargs["home"]).first()
        if portal is None:
            raise Http404
        return portal

    @property
    def home(self):
        return self.portal.city

    @property
    def licence(self):
        return licence_of(self.portal)

    @property
    def begun(self):
        return self.portal.updated_at

    @cached_property
    def parameters(self):
        if not self.filterset_class:
            return ()
        found = self.example_of() if self.swagger_fake_view else None
        partnership = getattr(found, "partnership", found)
        return parameters_of(self.filterset_class, partner=partnership and partnership.partner.slug)

    swagger_fake_view = False  # drf-spectacular sets it while it describes the view

    def example_of(self):
        """A public record for the examples of the schema, None where there is none."""
        raise NotImplementedError

    def path_parameters(self):
        found = self.example_of()
        home = found and (getattr(found, "home", None) or found.partnership.home)
        if self.action == "list":
            return (home_parameter(home),)
        return (home_parameter(home), self.key_parameter(found))

    def key_parameter(self, found):
        """What names a record below its home; `found` is the example, or None."""
        return Parameter("id", _("기록의 번호"), KEY, found and found.pk, "path")

    def get_serializer_context(self):
        context = super().get_serializer_context()
        if not self.swagger_fake_view:
            context |= {"portal": self.portal, "home": self.home}
        return context

    @cached_property
    def filterset(self):
        return self.filterset_class(
            self.request.query_params, self.get_queryset(), home=self.home, is_form=False
        )

    def narrowed(self):
        if not self.filterset_class:
            return self.get_queryset()
        query = self.request.query_params
        if "since" in query and "until" in query and int(query["since"]) > int(query["until"]):
            return self.get_queryset().model.objects.none()  # no year is both
        if self.filterset.is_valid():
            return self.filterset.qs
        errors = {name: " ".join(found) for name, found in self.filterset.form.errors.items()}
        if errors.keys() == {"partner"}:
            raise NotFound(_("이 시·군·구에는 그런 교류도시가 없습니다."))
        raise Invalid(errors)

    def changed_in(self, found):
        return found.order_by().aggregate(last=Max("updated_at"))["last"]


class PartnershipViewSet(HomeRecordsViewSet):
    """Partner cities of a home: why, what came of it, where it stands, which agreements."""

    tag, record_name = _("교류도시"), "Partnership"
    explained = _(
        "어느 도시와 왜 교류하고, 무엇을 이루었고, 지금 어떤 단계이며, 어떤 협정이 있는지."
    )
    summaries = {"list": _("교류도시의 목록"), "retrieve": _("교류도시 한 곳: 현황까지")}
    serializer_class, detail_serializer_class = PartnershipSerializer, PartnershipDetailSerializer
    filterset_class = PartnershipFilter
    lookup_field, lookup_url_kwarg = "partner__slug", "partner"

    def example_of(self):
        return example()

    def key_parameter(self, found):
        slug = found and found.partner.slug
        return Parameter("partner", _("교류도시의 주소 이름"), SLUG, slug, "path")

    def get_queryset(self):
        relation = Partnership._meta.get_field("agreements").related_model._default_manager
        agreements = relation.published(under="partnership").leading()
        found = (
            Partnership.objects.published()
            .for_home(self.home)
            .select_related("home", "partner")
            .prefetch_related(Prefetch("agreements", agreements, to_attr="public_agreements"))
        )
        if self.action == "list":
            return found
        return with_facts(found, "partner__").select_related("source")

    def changed_in(self, found):
        public = Q(agreements__state=Partnership.State.PUBLISHED)
        changes = found.order_by().aggregate(
            own=Max("updated_at"),
            partner=Max("partner__updated_at"),
            agreements=Max("agreements__updated_at", filter=public),
        )
        return latest(*changes.values())

    def changed_of(self, partnership):
        agreements = (each.updated_at for each in partnership.public_agreements)
        return latest(partnership.updated_at, changed_of_city(partnership.partner), *agreements)
