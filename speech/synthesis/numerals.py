"""Numbers as they are said in English: dates, times, money, units, ordinals."""

import re
import unicodedata

from babel.numbers import get_currency_name
from babel.units import format_unit
from num2words import num2words

from speech.synthesis.dates import with_dates, year

UNITS = {
    "km/h": "speed-kilometer-per-hour", "mph": "speed-mile-per-hour",
    "m/s": "speed-meter-per-second", "km": "length-kilometer", "cm": "length-centimeter",
    "mm": "length-millimeter", "m": "length-meter", "mi": "length-mile", "ft": "length-foot",
    "kg": "mass-kilogram", "mg": "mass-milligram", "g": "mass-gram", "lb": "mass-pound",
    "lbs": "mass-pound", "oz": "mass-ounce", "ml": "volume-milliliter", "l": "volume-liter",
    "L": "volume-liter", "°C": "temperature-celsius", "°F": "temperature-fahrenheit",
    "kB": "digital-kilobyte", "KB": "digital-kilobyte", "MB": "digital-megabyte",
    "GB": "digital-gigabyte", "TB": "digital-terabyte", "ms": "duration-millisecond",
    "min": "duration-minute", "h": "duration-hour", "s": "duration-second",
    "kWh": "energy-kilowatt-hour", "kW": "power-kilowatt", "W": "power-watt",
    "tsp": "volume-teaspoon", "tbsp": "volume-tablespoon",
    "V": "electric-volt", "Hz": "frequency-hertz", "kHz": "frequency-kilohertz",
    "MHz": "frequency-megahertz", "GHz": "frequency-gigahertz", "%": "concentr-percent",
    "m³": "volume-cubic-meter", "m²": "area-square-meter", "km²": "area-square-kilometer",
    "°": "angle-degree",
}  # fmt: skip
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW"}
SMALL = {"USD": ("cent", "cents"), "EUR": ("cent", "cents"), "GBP": ("penny", "pence")}
LONGEST = 15
"""Digits that are a number; more, and those that begin with 0, are said one by one."""
YEARS = range(1900, 2100)

PER_MILLE = {"k": "thousand", "K": "thousand", "m": "million", "M": "million", "bn": "billion"}
PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 8: "eighth", 10: "tenth"}
"""What is left of a whole parted so often; with others a slash is more likely none of that."""
POWERS = {"2": " squared", "3": " cubed"}
RAISED = {"²": " squared", "³": " cubed"}
SPOKEN_AS_TWO = {"24/7", "9/11", "7/11", "50/50", "20/20"}
"""What has a slash in it that is not said."""

_AMOUNT = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = rf"(?<![\w.])[-−]?{_AMOUNT}"
_SIGNS = "".join(map(re.escape, CURRENCIES))
_CODES = "|".join(dict.fromkeys((*CURRENCIES.values(), "CHF", "AUD", "CAD")))
_UNIT_NAMES = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))
_MANY = r"(?:\s?(million|billion|trillion|thousand|bn|[kKmM])\b)?"
_PHONE = re.compile(
    r"(?<![\w.,-])(?:\+?\d{1,3}[\s.-])?(?:\(\d{2,5}\)[\s-]?|\d{3}[-.])\d{3}[-.]\d{4}(?![\w-])"
    r"|(?<![\w.,-])(?:\(\d{2,5}\)[\s-]?)?\d{3,5}-\d{4}(?![\w-])"
    r"|(?<![\w.,])\+\d[\d\s-]{6,16}\d\b"
    r"|(?<![\w.,])0\d{1,4}(?:\s\d{2,4}){2,4}\b"
)
_YEARS = re.compile(r"(?<![\w.,-])((?:19|20)\d\d)[-–]((?:19|20)\d\d)(?![\w-])")
_TO_HOUR = re.compile(
    r"(?<![\w.:-])(1[0-2]|[1-9])\s?[-–]\s?(?=(?:1[0-2]|[1-9])\s?[ap]\.?m\b)", re.IGNORECASE
)
_RATIO = re.compile(r"(?<![\w.:])(\d{1,3}):(\d{1,3})(?![\w:.])")
_SIZE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s?x\s?(?=\d+(?:\.\d+)?\b)")
_POWER = re.compile(rf"({_NUMBER})(?:\s?[x×*]\s?10\^|e\+?)(-?\d{{1,3}})\b")
_EXPONENT = re.compile(r"(?<=[\w)])\^(-?\d{1,4})\b")
_RESOLUTION = re.compile(r"(?<![\w.])([248])K\b")
_FEET = re.compile(r"(?<![\w.])(\d)\s?ft\s(\d{1,2})\s?in\b")
_RAISED = re.compile(r"(?<=[\w)])[²³]")
_CENTS = re.compile(rf"({_NUMBER})\s?¢")
_GROUPED = re.compile(r"(?<=\d)_(?=\d{3}(?!\d))")
_RANGE = re.compile(rf"(?<![\w.:/-])({_AMOUNT})(?:\s?[-–]\s?|\s—\s)(?=({_AMOUNT})(?![\d:/-]))")
_HOURS = re.compile(r"(?:(?<= [ap] m)|(?<=o'clock))\s?[-–]\s?(?=\w)")
_BEFORE = re.compile(rf"([-−]?)([{_SIGNS}])\s?({_AMOUNT}){_MANY}")
_AFTER = re.compile(rf"({_NUMBER}){_MANY}\s?([{_SIGNS}]|(?:{_CODES})\b)")
_CODED = re.compile(rf"\b()({_CODES})\s({_AMOUNT}){_MANY}")
_MEASURE = re.compile(rf"({_NUMBER})\s?({_UNIT_NAMES})(?![\w/²³])")
_HEIGHT = re.compile(r"(?<![\w.])(\d)['′]\s?(1[01]|\d)(?:[\"″]|\b)")
_DECADE = re.compile(r"(?<![\w.])(?:(\d\d)(\d)0|(?<=\bthe )'?()([2-9])0)'?s\b")
_ORDINAL = re.compile(r"\b(\d{1,4})(?:st|nd|rd|th)\b")
_VERSION = re.compile(r"(?<![\w.])(v?)(\d{1,5}(?:\.\d{1,5}){2,}|(?<=v)\d{1,5}\.\d{1,5})(?!\w)")
_FRACTION = re.compile(
    rf"(?<![\w./])(?:(\d+)\s)?(\d+)[/⁄](\d+)(?![\w/]|\.\d)(?:\s({_UNIT_NAMES})(?![\w/²³]))?"
)
_POINT = re.compile(r"(?<![\w.])\.(?=\d)")
_MULTIPLE = re.compile(rf"({_NUMBER})(k|K|bn)\b")
_PLAIN = re.compile(rf"{_NUMBER}(?=([^\W\d])?)")
_DIGITS = re.compile(r"\d+")
_VULGAR = re.compile(r"(\d?)([¼½¾⅐-⅞])")


def verbalized(text: str, locale: str = "en_US") -> str:
    """The text with its numbers in words; `locale` is a Babel locale of English."""
    text = _POINT.sub("0.", _GROUPED.sub("", _unfolded(text)))
    text = _TO_HOUR.sub(r"\1 to ", _YEARS.sub(r"\1 to \2", text))
    text = with_dates(_PHONE.sub(lambda m: _phone(m[0]), text), locale)
    text = _HOURS.sub(" to ", _RANGE.sub(_range, _RATIO.sub(r"\1 to \2", text)))
    text = _POWER.sub(lambda m: f"{cardinal(m[1])} times ten to the {cardinal(m[2])}", text)
    text = _EXPONENT.sub(lambda m: POWERS.get(m[1]) or _power(m[1]), text)
    text = _FEET.sub(lambda m: f"{cardinal(m[1])} foot {cardinal(m[2])}", text)
    text = _RESOLUTION.sub(lambda m: f"{cardinal(m[1])} K", _SIZE.sub(r"\1 by ", text))
    text = _CENTS.sub(lambda m: f"{cardinal(m[1])} {'cent' if m[1] == '1' else 'cents'}", text)
    text = _HEIGHT.sub(lambda m: f"{cardinal(m[1])} foot {cardinal(m[2])}", text)
    text = _DECADE.sub(_decade, text)
    text = _BEFORE.sub(lambda m: _money(m[1] + m[3], m[4], m[2], locale), text)
    text = _CODED.sub(lambda m: _money(m[1] + m[3], m[4], m[2], locale), text)
    text = _AFTER.sub(lambda m: _money(m[1], m[2], m[3], locale), text)
    text = _FRACTION.sub(lambda m: _fraction(m, locale), text)
    text = _MEASURE.sub(lambda m: _measure(m[1], m[2], locale), text)
    text = _RAISED.sub(lambda m: RAISED[m[0]], text)
    text = _VERSION.sub(_version, text)
    text = _MULTIPLE.sub(lambda m: f"{cardinal(m[1])} {PER_MILLE[m[2]]}", text)
    text = _ORDINAL.sub(lambda m: _words(int(m[1]), "ordinal"), text)
    text = _PLAIN.sub(lambda m: number(m[0]) + (" " if m[1] else ""), text)
    return _DIGITS.sub(lambda m: f" {_one_by_one(m[0])} ", text)


def number(written: str) -> str:
    """A number that stands for itself in words; what can be a year is one."""
    if written.isdigit() and int(written) in YEARS:
        return year(int(written))
    return cardinal(written)


def cardinal(written: str) -> str:
    """A number in words: "twenty-one point five"; codes and very long ones digit by digit."""
    bare = written.replace(",", "").replace("−", "-")
    whole, _, part = bare.removeprefix("-").partition(".")
    if len(whole) > LONGEST or (whole.startswith("0") and len(whole) > 1):
        return _one_by_one(written)
    sign = "minus " if bare.startswith("-") else ""
    fraction = f" point {_one_by_one(part)}" if part else ""
    return f"{sign}{_words(int(whole), 'cardinal')}{fraction}"


def _words(value: int, kind: str) -> str:
    return str(num2words(value, lang="en", to=kind)).replace(",", "")


def _one_by_one(digits: str) -> str:
    return " ".join(_words(int(digit), "cardinal") for digit in digits if digit.isdigit())


def _unfolded(text: str) -> str:
    """The text with signs such as "½" as "1/2"."""
    return _VULGAR.sub(lambda m: m[1] + (m[1] and " ") + unicodedata.normalize("NFKD", m[2]), text)


def _phone(written: str) -> str:
    groups = re.findall(r"\d+", written)
    plus = "plus " if written.startswith("+") else ""
    return plus + ", ".join(map(_one_by_one, groups))


def _power(exponent: str) -> str:
    return f" to the power of {cardinal(exponent)}"


def _range(found: re.Match[str]) -> str:
    first, last = (float(each.replace(",", "")) for each in found.groups())
    return f"{found[1]} to " if first < last else found[0]


def _decade(found: re.Match[str]) -> str:
    century = found[1] and _words(int(found[1]), "cardinal")
    tens = int(found[2] or found[4])
    if not tens:
        return f"{century} hundreds" if int(found[1]) % 10 else f"{cardinal(found[1] + '00')}s"
    name = _words(10 * tens, "cardinal")
    tens_of = f"{name.removesuffix('y')}ies" if name.endswith("y") else f"{name}s"
    return f"{century} {tens_of}" if century else tens_of


def _version(found: re.Match[str]) -> str:
    said = " point ".join(map(cardinal, found[2].split(".")))
    return f"version {said}" if found[1] else said


def _fraction(found: re.Match[str], locale: str) -> str:
    """A fraction, after a whole number or not, of a unit or not: "one and a half miles"."""
    whole, unit = found[1], found[4]
    of = f" {_unit(unit, 2 if whole else 1, locale)}" if unit else ""
    said, is_part = _parted(int(found[2]), int(found[3]), after_whole=bool(whole))
    lead = f"{cardinal(whole)} {'and ' if is_part else ''}" if whole else ""
    return f"{lead}{said}{of}"


def _parted(count: int, parts: int, *, after_whole: bool) -> tuple[str, bool]:
    """So many of so many parts, and whether that is less than a whole."""
    if count >= parts or parts not in PARTS:
        slash = "" if f"{count}/{parts}" in SPOKEN_AS_TWO else "slash "
        return f"{cardinal(str(count))} {slash}{cardinal(str(parts))}", False
    name = PARTS[parts]
    if count == 1:
        return f"{'a' if after_whole else 'one'} {name}", True
    return f"{cardinal(str(count))} {'halves' if parts == 2 else f'{name}s'}", True


def _money(amount: str, many: str | None, sign: str, locale: str) -> str:
    """An amount with its currency: "five dollars fifty", "two point five million euros"."""
    bare = amount.replace(",", "").replace("−", "-")
    whole, _, part = bare.partition(".")
    code = CURRENCIES.get(sign, sign)
    count = int(whole.lstrip("-") or 0)
    name = get_currency_name(code, count=2 if many else count, locale=locale)
    name = name.removeprefix("US ").removeprefix("British ").replace("Japanese ", "")
    if many:
        return f"{cardinal(bare)} {PER_MILLE.get(many, many)} {name}"
    cents = int(f"{part}00"[:2])
    if not count and cents and code in SMALL:
        one, more = SMALL[code]
        minus = "minus " if bare.startswith("-") else ""
        return f"{minus}{cardinal(str(cents))} {one if cents == 1 else more}"
    return " ".join((cardinal(whole), name, *([cardinal(str(cents))] if cents else ())))


def _measure(amount: str, unit: str, locale: str) -> str:
    value = float(amount.replace(",", "").replace("−", "-"))
    count = value if "." not in amount else 2  # "1.0 kilograms"
    return f"{cardinal(amount)} {_unit(unit, count, locale)}"


def _unit(unit: str, count: float, locale: str) -> str:
    """The unit's name, for so many of it."""
    named = format_unit(count, UNITS[unit], "long", locale=locale)
    return re.sub(r"^[^a-zA-Z]+", "", named)
