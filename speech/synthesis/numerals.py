"""Numbers as they are said in English: dates, times, money, units, ordinals."""

import re
from datetime import date

from babel.dates import format_date
from babel.numbers import get_currency_name
from babel.units import format_unit
from num2words import num2words

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
    "V": "electric-volt", "Hz": "frequency-hertz", "kHz": "frequency-kilohertz",
    "MHz": "frequency-megahertz", "GHz": "frequency-gigahertz", "%": "concentr-percent",
    "m²": "area-square-meter", "km²": "area-square-kilometer", "°": "angle-degree",
}  # fmt: skip
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
LONGEST = 15
"""Digits that are a number; more, and those that begin with 0, are said one by one."""
YEARS = range(1900, 2100)

_AMOUNT = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = rf"(?<![\w.])[-−]?{_AMOUNT}"
_SIGNS = "".join(map(re.escape, CURRENCIES))
_UNIT_NAMES = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b(?!-)")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_CLOCK = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![\d:])(\s?[ap]\.?m\b\.?)?", re.I
)
_BEFORE = re.compile(rf"([{_SIGNS}])\s?({_AMOUNT})")
_AFTER = re.compile(rf"({_NUMBER})\s?([{_SIGNS}])")
_MEASURE = re.compile(rf"({_NUMBER})\s?({_UNIT_NAMES})(?![\w/²³])")
_ORDINAL = re.compile(r"\b(\d{1,4})(?:st|nd|rd|th)\b")
_VERSION = re.compile(r"(?<![\w.])\d{1,5}(?:\.\d{1,5}){2,}(?![\w])")
_PLAIN = re.compile(_NUMBER)
_DIGITS = re.compile(r"\d+")


def verbalized(text: str, locale: str = "en_US") -> str:
    """The text with its numbers in words; `locale` is a Babel locale of English."""
    text = _ISO.sub(lambda m: _date(m, m[1], m[2], m[3], locale), text)
    month, day = (1, 2) if locale == "en_US" else (2, 1)
    text = _SLASHED.sub(lambda m: _date(m, m[3], m[month], m[day], locale), text)
    text = _CLOCK.sub(_time, text)
    text = _BEFORE.sub(lambda m: _money(m[2], m[1], locale), text)
    text = _AFTER.sub(lambda m: _money(m[1], m[2], locale), text)
    text = _MEASURE.sub(lambda m: _measure(m[1], m[2], locale), text)
    text = _VERSION.sub(lambda m: " point ".join(map(cardinal, m[0].split("."))), text)
    text = _ORDINAL.sub(lambda m: _words(int(m[1]), "ordinal"), text)
    text = _PLAIN.sub(lambda m: number(m[0]), text)
    return _DIGITS.sub(lambda m: f" {_one_by_one(m[0])} ", text)


def number(written: str) -> str:
    """A number that stands for itself in words; what can be a year is one."""
    if written.isdigit() and int(written) in YEARS:
        return _words(int(written), "year")
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


def _date(found: re.Match[str], year: str, month: str, day: str, locale: str) -> str:
    try:
        at = date(int(year), int(month), int(day))
    except ValueError:
        return found[0]
    nth = _words(at.day, "ordinal")
    name = format_date(at, "MMMM", locale=locale)
    said = f"{name} {nth}" if locale == "en_US" else f"the {nth} of {name}"
    return f"{said}, {_words(at.year, 'year')}"


def _time(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2])
    half = (found[3] or "").strip().replace(".", "").lower()
    if not half and not 1 <= hour <= 12:
        half, hour = ("pm", hour - 12) if hour > 12 else ("am", 12)
    said = [_words(hour, "cardinal")]
    if minute:
        said += ["oh"] if minute < 10 else []
        said.append(_words(minute, "cardinal"))
    elif not half:
        said.append("o'clock")
    return " ".join((*said, *half))


def _money(amount: str, sign: str, locale: str) -> str:
    bare = amount.replace(",", "")
    whole, _, part = bare.partition(".")
    count = int(whole.lstrip("-−") or 0)
    name = get_currency_name(CURRENCIES[sign], count=count, locale=locale)
    name = name.removeprefix("US ").removeprefix("British ").replace("Japanese ", "")
    cents = _words(int(f"{part}00"[:2]), "cardinal") if part.strip("0") else ""
    return " ".join(filter(None, (cardinal(whole), name, cents)))


def _measure(amount: str, unit: str, locale: str) -> str:
    value = float(amount.replace(",", "").replace("−", "-"))
    named = format_unit(value, UNITS[unit], "long", locale=locale)
    return f"{cardinal(amount)} {re.sub(r'^[^a-zA-Z]+', '', named)}"
