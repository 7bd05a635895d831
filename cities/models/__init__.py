"""Cities, the sites of home municipalities, and the partnerships between cities."""

from cities.models.city import RESERVED_SLUGS, City, CityFact, CityLink
from cities.models.partnership import CooperationField, Partnership
from cities.models.pictures import CityPicture
from cities.models.portal import Portal

__all__ = [
    "RESERVED_SLUGS",
    "City",
    "CityFact",
    "CityLink",
    "CityPicture",
    "CooperationField",
    "Partnership",
    "Portal",
]
