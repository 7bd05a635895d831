"""One small factory per model. Records come out published, as most tests look at pages."""

import factory
from factory.django import DjangoModelFactory

from agreements.models import Agreement, AgreementArea, AgreementParty, CivicAgreement
from cities.models import City, CityFact, CityLink, CityPicture, Partnership, Portal
from exchange.models import Source
from exchange.records import Record
from timelines.models import EventPhoto, ExchangeEvent, Indicator, IndicatorValue


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    slug = factory.Sequence("source-{}".format)
    title = factory.Sequence("문서 {}".format)


class RecordFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    state = Record.State.PUBLISHED


class CityFactory(RecordFactory):
    class Meta:
        model = City

    slug = factory.Sequence("city-{}".format)
    name = factory.Sequence("도시{}시".format)
    region = "경기도"
    country = "KR"


class CityFactFactory(DjangoModelFactory):
    class Meta:
        model = CityFact

    city = factory.SubFactory(CityFactory)
    label = factory.Sequence("구분 {}".format)
    text = "내용"


class CityLinkFactory(DjangoModelFactory):
    class Meta:
        model = CityLink

    city = factory.SubFactory(CityFactory)
    label = factory.Sequence("누리집 {}".format)
    url = "https://www.example.org/"


class CityPictureFactory(DjangoModelFactory):
    class Meta:
        model = CityPicture

    city = factory.SubFactory(CityFactory)
    image = factory.django.ImageField(filename="시청.jpg", width=800, height=500)
    alt = factory.Sequence("시청 앞 {}".format)


class PortalFactory(RecordFactory):
    class Meta:
        model = Portal

    city = factory.SubFactory(CityFactory)
    department = "자치분권과"
    telephone = "031-000-0000"
    contact_name = "홍길동"


class PartnershipFactory(RecordFactory):
    """A public partnership: its home has a portal."""

    class Meta:
        model = Partnership

    home = factory.LazyFunction(lambda: PortalFactory().city)
    partner = factory.SubFactory(CityFactory, country="US", region="캘리포니아주")


class AgreementFactory(RecordFactory):
    class Meta:
        model = Agreement

    partnership = factory.SubFactory(PartnershipFactory)
    kind = Agreement.Kind.SISTER
    signed = "2004. 5. 4."


class AgreementAreaFactory(DjangoModelFactory):
    class Meta:
        model = AgreementArea

    agreement = factory.SubFactory(AgreementFactory)
    text = factory.Sequence("협력 내용 {}".format)


class AgreementPartyFactory(DjangoModelFactory):
    class Meta:
        model = AgreementParty

    agreement = factory.SubFactory(AgreementFactory)
    name = factory.Sequence("당사자 {}".format)


class CivicAgreementFactory(RecordFactory):
    class Meta:
        model = CivicAgreement

    home = factory.LazyFunction(lambda: PortalFactory().city)
    home_organisation = factory.Sequence("우리학교 {}".format)
    partner_organisation = factory.Sequence("해외학교 {}".format)
    partner_country = "JP"
    category = CivicAgreement.Category.SCHOOL
    signed = "2010-06-29"


class ExchangeEventFactory(RecordFactory):
    class Meta:
        model = ExchangeEvent

    partnership = factory.SubFactory(PartnershipFactory)
    period = "2013. 4. 5. ~ 25."
    title = factory.Sequence("교류 {}".format)


class EventPhotoFactory(DjangoModelFactory):
    class Meta:
        model = EventPhoto

    event = factory.SubFactory(ExchangeEventFactory)
    image = factory.django.ImageField(filename="교류.jpg", width=800, height=500)
    alt = factory.Sequence("교류 모습 {}".format)


class IndicatorFactory(RecordFactory):
    class Meta:
        model = Indicator

    home = factory.LazyFunction(lambda: PortalFactory().city)
    name = factory.Sequence("지표 {}".format)
    unit = "명"


class IndicatorValueFactory(DjangoModelFactory):
    class Meta:
        model = IndicatorValue

    indicator = factory.SubFactory(IndicatorFactory)
    kind = IndicatorValue.Kind.BASELINE
    year = 2019
    value = 100
