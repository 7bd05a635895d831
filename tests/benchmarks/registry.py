"""A registry as big as a nation's: `DATABASE_URL=… python -m tests.benchmarks.registry`.

Ten homes, the first of which has most; partners in many countries, agreements in chains, civic
ties, facts, indicators and 200,000 exchanges over 1985–2026, with some drafts among them. The
same every time. Written in bulk and without history, as no public page reads that.
"""

import os
import random
import sys
import time
from datetime import date, timedelta
from functools import cache

EXCHANGES = int(os.environ.get("BENCH_EXCHANGES", "200000"))
PARTNERS = int(os.environ.get("BENCH_PARTNERS", "2000"))
LOT = 5_000

# The home with most of everything, and the others; the last one's site is not public.
HOMES = [
    ("hanbit", "한빛시", "Hanbit", "경기도"),
    ("saebom", "새봄시", "Saebom", "경상북도"),
    ("garam", "가람군", "Garam", "전라남도"),
    ("narae", "나래구", "Narae", "서울특별시"),
    ("dasom", "다솜시", "Dasom", "강원특별자치도"),
    ("haneul", "하늘시", "Haneul", "충청북도"),
    ("baram", "바람군", "Baram", "충청남도"),
    ("noeul", "노을시", "Noeul", "전북특별자치도"),
    ("byeolbit", "별빛시", "Byeolbit", "경상남도"),
    ("isul", "이슬시", "Isul", "제주특별자치도"),
]
SHARE_OF_FIRST = 0.6

# Share of partners, and regions, by country.
COUNTRIES = {
    "CN": (30, ["산둥성", "랴오닝성", "장쑤성", "광둥성", "지린성", "저장성"]),
    "JP": (22, ["후쿠오카현", "시즈오카현", "구마모토현", "오사카부", "홋카이도", "미에현"]),
    "KR": (20, ["강원특별자치도", "경상북도", "전라남도", "충청북도", "부산광역시"]),
    "US": (10, ["캘리포니아주", "텍사스주", "네바다주", "조지아주", "워싱턴주"]),
    "VN": (6, ["하이퐁시", "응에안성", "빈딘성"]),
    "RU": (3, ["연해주", "사할린주"]),
    "DE": (2, ["바이에른주", "헤센주"]),
    "TW": (2, ["타이난시", "가오슝시"]),
    "MN": (2, ["투브도", "셀렝게도"]),
    "PH": (2, ["세부주", "라구나주"]),
    "FR": (1, ["노르망디주"]),
}
SYLLABLES = "가고구기나노누다도두라로루리마모무미바보부비사소수시아오우이자조주지차타토파포하호"
FIRST_NAMES = [("플러튼시", "Fullerton", ""), ("구이린시", "Guilin", "桂林市")]

# Titles are a company and a deed. Shares of the rows a word stands in, as the searches of
# bench_search.py take them: 방문 48 %, 축제 4 %, 로터리 1 %, 펜싱 0.1 %.
COMPANIES = (
    "대표단 시장단 시의회 청소년 공무원 대학생 예술단 합창단 체육회 상공회의소 농업인 어머니회 "
    "교육지원청 소방서 도서관 문화원 태권도시범단 중학생 고등학생 의료봉사단"
).split()
VISITS = ["방문", "우호 방문", "방문 및 간담회", "방문단 접수", "답방문 실시", "축하 방문"]
DEEDS = (
    "상호 파견, 홈스테이 실시, 교류전 개최, 친선경기 참가, 경제협력 협의, 물품 지원, 연수 파견, "
    "합동공연, 사진전 개최, 화상회의, 업무협의, 농산물 직거래장터, 어학연수, 문화체험, 작품 교환 전시, "
    "자매결연 기념식 참석, 우호협력 협의, 학술 토론회, 나무 심기, 성금 전달"
)
DEEDS = [deed.strip() for deed in DEEDS.split(",")]
FESTIVALS = ["축제 참가", "국제축제 초청", "축제 공연", "축제 홍보관 운영"]
LINES = [
    "단장: 부시장, 단원 12명",
    "시청과 박물관 견학",
    "양 도시 교류 확대 방안 논의",
    "학교 방문과 수업 참관",
    "기념품 교환, 환영 만찬",
    "산업단지와 항만 시찰",
    "다음 해 교류 일정 합의",
    "현지 한인회 간담회",
]
PLACES = ["", "", "", "시청 대회의실", "문화예술회관", "종합운동장", "국제회의장", "시민공원"]


def main():
    import django

    django.setup()
    begun = time.perf_counter()
    build(EXCHANGES, PARTNERS)
    sys.stdout.write(f"{EXCHANGES:,} exchanges in {time.perf_counter() - begun:.0f} s\n")


def build(exchanges=200_000, partners=2_000):
    """Fill the configured database, migrated first and empty of records, with all of it."""
    from django.core.management import call_command
    from django.db import connection, transaction

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        build_records(random.Random(4), exchanges, partners)  # noqa: S311 a repeatable likeness
    if connection.vendor == "postgresql":  # what autovacuum will have done within the minute
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def build_records(chance, exchanges, partners):
    from cities.models import City, CityFact, Partnership, Portal
    from timelines.models import Indicator, IndicatorValue

    homes = insert(City, (home(*one) for one in HOMES))
    insert(
        Portal,
        (
            {"city_id": key, "department": "국제교류과", "telephone": "031-000-0000", "licence": 1}
            | state(number < len(HOMES) - 1)
            for number, key in enumerate(homes)
        ),
    )
    cities = insert(City, (partner(chance, number) for number in range(partners)))
    insert(
        CityFact,
        (
            {"city_id": city, "topic": topic, "label": label, "text": f"{label}의 설명 {city}"}
            for city in cities
            for topic, label in (("location", "위치"), ("industry", "주요산업"))
        ),
    )
    ties = []
    for city in cities:
        first = chance.random() < SHARE_OF_FIRST
        ties.append((homes[0] if first else chance.choice(homes[1:]), city))
    partnerships = insert(Partnership, (partnership(chance, *tie) for tie in ties))
    agreements = build_agreements(chance, partnerships)
    homes_of = dict(zip(partnerships, (tie[0] for tie in ties), strict=True))
    build_civic(chance, homes_of)
    build_events(chance, exchanges, partnerships, agreements)
    indicators = insert(
        Indicator,
        (
            {"home_id": homes[0], "name": f"교류 지표 {one}", "unit": "명"} | state()
            for one in range(12)
        ),
    )
    insert(
        IndicatorValue,
        (
            {"indicator_id": key, "kind": kind, "year": year, "value": year % 1000 * 3}
            for key in indicators
            for kind, year in (("baseline", 2019), ("target", 2027), ("actual", 2023))
        ),
    )


def insert(model, rows):
    """Write rows in lots; their keys."""
    from exchange.resources.writing import Writer

    writer = Writer(model, None, "")
    writer.remember = lambda pks, deed: None
    keys, lot = [], []
    for row in rows:
        lot.append(row)
        if len(lot) == LOT:
            keys += writer.insert(lot)
            lot = []
    return keys + writer.insert(lot)


def state(is_public=True):
    return {"state": "published" if is_public else "draft"}


def home(slug, name, name_en, region):
    return {"slug": slug, "name": name, "name_en": name_en, "region": region, "country": "KR"} | {
        "tier": "city", "latitude": 37.3, "longitude": 127.1, **state(),
    }  # fmt: skip


def partner(chance, number):
    if number < len(FIRST_NAMES):
        name, name_en, name_local = FIRST_NAMES[number]
        country = ("US", "CN")[number]
    else:
        name = "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 2, 3, 4)))) + "시"
        name_en, name_local = f"City {number}", ""
        country = chance.choices(list(COUNTRIES), [share for share, _ in COUNTRIES.values()])[0]
    return {
        "slug": f"partner-{number}",
        "name": name,
        "name_en": name_en,
        "name_local": name_local,
        # The number keeps two cities of one name apart.
        "region": f"{chance.choice(COUNTRIES[country][1])} {number % 97 + 1}구역",
        "country": country,
        "tier": "city",
        "latitude": round(chance.uniform(-40, 60), 5),
        "longitude": round(chance.uniform(-170, 170), 5),
        "population": chance.randrange(20_000, 9_000_000),
        "population_year": 2023,
        **state(chance.random() > 0.01),
    }


def partnership(chance, home, city):
    stage = chance.choices(
        ("active", "suspended", "ended", "preparing", "contact"), (86, 5, 2, 5, 2)
    )[0]
    return {
        "home_id": home,
        "partner_id": city,
        "stage": stage,
        "stage_note": "양 도시 사정으로 교류 중단" if stage == "suspended" else "",
        "background": "경제와 문화 교류를 위하여 추진",
        "outcome": "청소년과 공무원의 교류 정착",
        **state(chance.random() > 0.02),
    }


@cache
def dated(text):
    """The columns of a Period, by the name of the field."""
    from exchange.periods import Period

    period = Period.parse(text)
    return period.edtf, period.first_day, period.last_day


def period(name, text):
    edtf, first, last = dated(text)
    return {name: text, f"{name}_edtf": edtf, f"{name}_first": first, f"{name}_last": last}


def written(day):
    return f"{day.year}. {day.month}. {day.day}."


def build_agreements(chance, partnerships):
    """One to three a partnership, each replacing the one before; {partnership: keys}."""
    from agreements.models import Agreement, AgreementArea

    chains = {key: chance.choice((1, 1, 2, 3)) for key in partnerships}
    kinds = ["intent", "friendship", "sister"]
    keys, before = {key: [] for key in partnerships}, {}
    for place in range(3):
        waiting = [key for key, length in chains.items() if place < length]
        rows = []
        for key in waiting:
            is_last = place == chains[key] - 1
            one_only = chance.choice(("sister", "friendship", "friendship", "mou", "exchange"))
            kind = one_only if chains[key] == 1 else kinds[place + 3 - chains[key]]
            year = chance.randrange(1985 + 14 * place, 1999 + 14 * place)
            day = date(year, chance.randrange(1, 13), chance.randrange(1, 29))
            rows.append(
                {
                    "partnership_id": key,
                    "kind": kind,
                    "title": chance.choice(("", "", "우호교류협정", "상호협력 협약")),
                    "status": "in_force" if is_last else "upgraded",
                    "supersedes_id": before.get(key),
                    "place": chance.choice(PLACES),
                    **period("signed", written(day)),
                    **state(chance.random() > 0.02),
                }
            )
        made = insert(Agreement, rows)
        before.update(zip(waiting, made, strict=True))
        for key, agreement in zip(waiting, made, strict=True):
            keys[key].append(agreement)
    insert(
        AgreementArea,
        (
            {"agreement_id": key, "text": text, "field": field}
            for found in keys.values()
            for key in found
            for text, field in (("경제·통상 협력", "economy"), ("청소년 교류", "youth"))
        ),
    )
    return keys


def build_civic(chance, homes_of):
    """Three ties a partnership."""
    from agreements.models import CivicAgreement

    kinds = [("초등학교", "school"), ("고등학교", "school"), ("대학교", "university")]
    kinds += [("로터리클럽", "club"), ("상공회의소", "company"), ("합창단", "club")]
    insert(
        CivicAgreement,
        (
            {
                "home_id": home,
                "partnership_id": key,
                "home_organisation": f"{chance.choice(SYLLABLES)}{chance.choice(SYLLABLES)}{kind}",
                "partner_organisation": f"{chance.choice(SYLLABLES)}라 {kind} {key}-{number}",
                "partner_country": chance.choice(list(COUNTRIES)),
                "category": category,
                "content": chance.choice(
                    ("문화 및 언어교류", "학생 교환", "홈스테이", "스포츠 교류")
                ),
                **period("signed", f"{chance.randrange(1990, 2026)}. {chance.randrange(1, 13)}."),
                **state(chance.random() > 0.02),
            }
            for key, home in homes_of.items()
            for number in range(3)
            for kind, category in [chance.choice(kinds)]
        ),
    )


def build_events(chance, count, partnerships, agreements):
    """Exchanges, more of them in some partnerships and in later years than in others."""
    from timelines.models import ExchangeEvent

    fields = (
        "administration people culture tourism youth sports technology economy civic symbol other"
    ).split()
    begin, days = date(1985, 1, 1), (date(2026, 10, 31) - date(1985, 1, 1)).days

    def row(number):
        key = partnerships[int(len(partnerships) * chance.random() ** 1.5)]
        day = begin + timedelta(days=int(days * chance.random() ** 0.7))
        text = written(day)
        if chance.random() < 0.3 and day.day < 24:
            text += f" ~ {day.day + chance.randrange(1, 5)}."
        elif chance.random() < 0.02:
            text = f"{day.year}. ~ 현재"
        elif chance.random() < 0.05:
            text = f"{day.year}. {day.month}."
        share = chance.random()
        deed = chance.choice(VISITS if share < 0.42 else FESTIVALS if share < 0.46 else DEEDS)
        club = chance.random()
        company = (
            "펜싱" if club < 0.001 else "로터리클럽" if club < 0.011 else chance.choice(COMPANIES)
        )
        lines = chance.sample(LINES, chance.choice((0, 0, 0, 1, 2)))
        if share > 0.999:
            lines.append("Rotary Club of Fullerton")
        return {
            "partnership_id": key,
            "agreement_id": chance.choice(agreements[key]) if chance.random() < 0.1 else None,
            "title": f"{company} {deed} ({number}회)",
            "details": "\n".join(lines),
            "field": chance.choice(fields) if chance.random() < 0.8 else "",
            "direction": chance.choice(("outgoing", "incoming", "mutual", "")),
            "place": chance.choice(PLACES),
            "headcount": chance.choice((None, 5, 12, 30)),
            **period("period", text),
            **state(chance.random() > 0.02),
        }

    insert(ExchangeEvent, map(row, range(count)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exchange.settings")
    main()
