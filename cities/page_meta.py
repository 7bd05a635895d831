"""What the head of every page tells of it: description, picture, language, and the way to it.

Search engines and messengers show this in place of the page.
"""

from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cities.models import CityPicture
from cities.names import full_name_text, name_text
from exchange.addresses import address
from exchange.countries import country_name
from exchange.page_functions.days import period_text
from exchange.page_functions.languages import absolute

LOCALES = {"ko": "ko_KR", "en": "en_US", "ja": "ja_JP", "zh-hans": "zh_CN"}
ICON = "icons/icon-512.png"
WIDTH = 1280  # pixels of a photo, as messengers show it

# Of each section: its name, its address, and what stands on its page.
SECTIONS = {
    "partners": (
        gettext_lazy("교류도시"),
        "cities:partners",
        gettext_lazy("%(home)s의 교류도시 목록: 나라, 협정의 종류와 체결일, 지금 어떤 사이인지."),
    ),
    "events": (
        gettext_lazy("교류 내역"),
        "timelines:events",
        gettext_lazy("%(home)s의 교류 내역: 교류도시와 주고받은 방문과 행사를 날짜와 함께."),
    ),
    "civic": (
        gettext_lazy("민간교류"),
        "agreements:civic",
        gettext_lazy("%(home)s의 민간교류: 학교·대학·단체가 맺은 결연."),
    ),
    "anniversaries": (
        gettext_lazy("기념일"),
        "agreements:anniversaries",
        gettext_lazy("%(home)s의 교류도시 기념일: 올해와 내년에 뜻깊은 해를 맞는 협정."),
    ),
    "statistics": (
        gettext_lazy("통계"),
        "cities:statistics",
        gettext_lazy("%(home)s의 교류 통계: 교류도시, 협정, 교류를 나라·종류·해로 센 것."),
    ),
    "indicators": (
        gettext_lazy("지표"),
        "timelines:indicators",
        gettext_lazy("%(home)s의 국제교류 지표: 기준치와 목표치, 실적."),
    ),
    "guide": (
        gettext_lazy("이용 안내"),
        "cities:guide",
        gettext_lazy("%(home)s 교류도시 누리집을 이용하는 법과 정책."),
    ),
    "open-data": (
        gettext_lazy("열린 데이터"),
        "cities:open-data",
        gettext_lazy("%(home)s의 교류도시 자료: CSV, XLSX, JSON, API, iCalendar, Atom."),
    ),
}


class PageMeta(NamedTuple):
    """Addresses are absolute; `trail` are pairs (name, address), the site's first page first."""

    description: str
    image: str
    image_alt: str
    locale: str
    site_name: str
    root: str
    trail: list


def page_meta(context):
    """The PageMeta of the page that is made from this context."""
    request, portal, home = (context.get(name) for name in ("request", "portal", "home"))
    partnership = context.get("partnership")
    section = getattr(context.get("view"), "section", None)
    city = partnership.partner if partnership else home
    photo = photo_of(city)
    site = absolute(request, "")
    root = f"{site}{address('cities:homes')}"
    image = photo.image.url_at(WIDTH) if photo else icon()
    return PageMeta(
        description=described(home, section, partnership),
        image=image if "://" in image else f"{site}{image}",  # another server may keep uploads
        image_alt=photo.alt if photo else "",
        locale=LOCALES[get_language()],
        site_name=site_name(home),
        root=root,
        trail=trail(request, portal, context.get("view"), partnership, site, root),
    )


@cache
def icon():
    """Where the picture of pages without one is."""
    return static(ICON)


def photo_of(city):
    """The photo that stands for a city, if the page has loaded its pictures; else None."""
    loaded = getattr(city, "_prefetched_objects_cache", {})
    pictures = loaded.get("pictures", ())
    return next((each for each in pictures if each.kind == CityPicture.Kind.PHOTO), None)


def site_name(home):
    if home is None:
        return _("지방자치단체 교류도시")
    return _("%(home)s 교류도시") % {"home": full_name_text(home)}


def described(home, section, partnership):
    """One sentence of what is on the page, from the data."""
    if home is None:
        return _("지방자치단체의 자매·우호·협약 도시와 교류 기록")
    names = {"home": full_name_text(home)}
    if partnership:
        return of_partner(partnership, names)
    if section in SECTIONS:
        return SECTIONS[section][2] % names
    return _("%(home)s의 자매·우호·협약 도시와 협정, 교류 기록을 날짜와 함께 모았습니다.") % names


def of_partner(partnership, names):
    names |= {
        "partner": full_name_text(partnership.partner),
        "country": country_name(partnership.partner.country),
    }
    signed = ", ".join(
        f"{one.get_kind_display()} {period_text(one.signed)}".strip()
        for one in partnership.public_agreements[:3]
    )
    if not signed:
        return (
            _("%(home)s의 교류도시 %(partner)s(%(country)s): 추진 배경과 성과, 현황, 교류 내역")
            % names
        )
    return _(
        "%(home)s의 교류도시 %(partner)s(%(country)s): %(signed)s – 추진 배경과 성과, 현황, 교류 내역"
    ) % (names | {"signed": signed})


def trail(request, portal, view, partnership, site, root):
    """The way to the page as its breadcrumb shows it."""
    found = [] if settings.EXCHANGE_HOME and portal else [(_("전체 지자체"), root)]
    if portal is None:
        return found
    slug = portal.city.slug
    found.append((name_text(portal.city), f"{site}{address('cities:portal', slug)}"))
    section = getattr(view, "section", None)
    if section in SECTIONS:
        name, route, _described = SECTIONS[section]
        found.append((name, f"{site}{address(route, slug)}"))
    if getattr(view, "is_full", False):
        found.append((_("펼쳐 보기"), absolute(request, request.get_full_path())))
    if partnership:
        name = name_text(partnership.partner, partnership.home)
        found.append((name, f"{site}{address('cities:partner', slug, partnership.partner.slug)}"))
    return found
