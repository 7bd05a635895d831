from cities.api.views import CityViewSet, HomeViewSet, PartnershipViewSet
from exchange.api.routes import records

urlpatterns = [
    *records("homes/", HomeViewSet, "home", "slug:home"),
    *records("cities/", CityViewSet, "city", "slug:city"),
    *records("homes/<slug:home>/partnerships/", PartnershipViewSet, "partnership", "slug:partner"),
]
