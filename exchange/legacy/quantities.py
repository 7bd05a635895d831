"""Areas, populations and climate as facts tables write them, to numbers with known units.

Each reader takes the whole cell or nothing: text that says more than the number ("약 150만 명",
"180천명(고려인 18천명)") gives None, so that nothing it says is lost.
"""

import re
import unicodedata
from decimal import Decimal

NUMBER = r"(-?\d[\d,]*(?:\.\d+)?)"
AREA = re.compile(
    NUMBER
    + r"(?P<unit>km2|sq\.?km|제곱킬로미터|평방킬로미터|평방km|제곱km|平方公里|平方km|平方キロ(?:メートル)?|"
    r"m2|제곱미터|평방미터|平方米|平方メートル|ha|헥타르|公顷|公頃)"
)
BARE = re.compile(NUMBER)
# Square kilometres in one of the unit; those not listed are square kilometres.
AREA_UNITS = {
    **dict.fromkeys(("m2", "제곱미터", "평방미터", "平方米", "平方メートル"), Decimal("0.000001")),
    **dict.fromkeys(("ha", "헥타르", "公顷", "公頃"), Decimal("0.01")),
}
# No city is smaller: 36㎡ is a slip for 36㎢ or no city's area, so it is not read.
SMALLEST_KM2 = Decimal("0.1")
DEGREES = re.compile(NUMBER + r"(?:°c|도)")
MILLIMETRES = re.compile(NUMBER + r"(?:mm|밀리미터|미리)")
UNIT = r"(백만|만|천|万|萬|千|thousand|million)"
PEOPLE = re.compile(
    rf"([\d,.]+(?:{UNIT}[\d,.]+)*{UNIT}?)(?:명|인|人|people)?(?:\((?P<year>\d{{4}})(?:년|年)?(?:말|기준|末)?\))?"
)
PART = re.compile(rf"([\d,.]+){UNIT}?")
SCALE = {"": 1}
SCALE |= dict.fromkeys(("백만", "million"), 1_000_000)
SCALE |= dict.fromkeys(("만", "万", "萬"), 10_000)
SCALE |= dict.fromkeys(("천", "千", "thousand"), 1_000)


def _compact(text):
    text = unicodedata.normalize("NFKC", text.replace("˚", "°"))
    return re.sub(r"\s", "", text).casefold()


def _decimal(pattern, text):
    match = pattern.fullmatch(_compact(text))
    return Decimal(match[1].replace(",", "")) if match else None


def area_km2(text, bare=False):
    """Square kilometres: `1,175.89㎢`, `46,710,000㎡`; None where the text is anything else.

    `bare` takes a number without a unit as square kilometres, for a column that is called 면적.
    """
    compact = _compact(text)
    if bare and BARE.fullmatch(compact):
        return _decimal(BARE, text)
    match = AREA.fullmatch(compact)
    number = Decimal(match[1].replace(",", "")) if match else None
    scale = AREA_UNITS.get(match["unit"]) if match else None
    if scale is None:
        return number
    area = (number * scale).quantize(Decimal("0.001"))
    return area if area >= SMALLEST_KM2 else None


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
    return int(count), int(match["year"]) if match["year"] else None
