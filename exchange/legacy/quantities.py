"""Areas, populations and climate as facts tables write them, to numbers with known units.

Each reader takes the whole cell or nothing: text that says more than the number ("약 150만 명",
"180천명(고려인 18천명)") gives None, so that nothing it says is lost.
"""

import re
import unicodedata
from decimal import Decimal

NUMBER = r"(-?\d[\d,]*(?:\.\d+)?)"
AREA = re.compile(NUMBER + r"(?:km2|제곱킬로미터|평방킬로미터)")
DEGREES = re.compile(NUMBER + r"(?:°c|도)")
MILLIMETRES = re.compile(NUMBER + r"(?:mm|밀리미터|미리)")
PEOPLE = re.compile(r"((?:[\d,.]+(?:만|천|백만)?)+)(?:명|인)?(?:\((\d{4})년?(?:말|기준)?\))?")
PART = re.compile(r"([\d,.]+)(백만|만|천)?")
SCALE = {"백만": 1_000_000, "만": 10_000, "천": 1_000, "": 1}


def _compact(text):
    text = unicodedata.normalize("NFKC", text.replace("˚", "°"))
    return re.sub(r"\s", "", text).casefold()


def _decimal(pattern, text):
    match = pattern.fullmatch(_compact(text))
    return Decimal(match[1].replace(",", "")) if match else None


def area_km2(text):
    """Square kilometres: `1,175.89㎢`; None where the text is anything else."""
    return _decimal(AREA, text)


def celsius(text):
    """Degrees Celsius: `16.8˚C`; None where the text is anything else."""
    return _decimal(DEGREES, text)


def millimetres(text):
    """Millimetres: `1,350mm`; None where the text is anything else."""
    return _decimal(MILLIMETRES, text)


def population(text):
    """(people, year or None): `3만3천명` is (33000, None), `568천명(2010년)` (568000, 2010)."""
    match = PEOPLE.fullmatch(_compact(text))
    if not match:
        return None
    count, smallest = Decimal(0), Decimal("Infinity")
    for digits, unit in PART.findall(match[1]):
        number = digits.replace(",", "")
        scale = SCALE[unit]
        if not re.fullmatch(r"\d+(?:\.\d+)?", number) or scale >= smallest:
            return None
        smallest = scale
        count += Decimal(number) * scale
    if count != count.to_integral_value():
        return None
    return int(count), int(match[2]) if match[2] else None
