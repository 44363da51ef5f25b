"""Dates and times of day as they are said in English."""

import re
from datetime import date

from babel.dates import format_date, get_day_names, get_month_names
from num2words import num2words

AMERICAN = "en_US"

_MONTHS = {
    name.lower(): number
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale="en").items()
} | {"sept": 9}
_MONTH = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
DAYS = {name[:3]: name for name in get_day_names("wide", locale="en").values()}
_DAY = r"([12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?![.:/]?\d)"
_YEAR = r"(?:,?\s(\d{4})\b)?"
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?!-|\d)(?:T(?=(\d)\d:))?")
_ZONE = re.compile(r"(?<=:\d\d)(?:\.\d+)?Z\b")
_NUMBERS = re.compile(r"(?<![\w/.])(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?![\d/]|\.\d)")
_SHORT_YEAR = re.compile(r"(?<![\w/.])(\d{1,2})/(\d{1,2})/(\d{2})(?![\w/])")
_WEEKDAYS = re.compile(
    r"\b(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?\s?[-–]\s?(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b"
)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s{_DAY}{_YEAR}", re.IGNORECASE)
_DAY_MONTH = re.compile(rf"(?<![\w.,:])(?:the\s)?{_DAY}\s(?:of\s)?{_MONTH}{_YEAR}", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![\d:])(?:\s?([ap])\.?m\b\.?)?", re.I
)
_HOUR = re.compile(r"(?<![\d:.])(1[0-2]|[1-9])\s?([ap])\.?m\b\.?", re.IGNORECASE)


def with_dates(text: str, locale: str) -> str:
    """The text with its dates and times in words; `locale` is a Babel locale of English."""
    text = _ISO.sub(lambda m: _date(m, m[1], m[2], m[3], locale) + (" " if m[4] else ""), text)
    text = _ZONE.sub("", text)
    text = _WEEKDAYS.sub(lambda m: f"{DAYS[m[1][:3]]} to {DAYS[m[2][:3]]}", text)
    text = _SHORT_YEAR.sub(r"\1/\2/20\3", text)
    text = _NUMBERS.sub(lambda m: _numbers(m, locale), text)
    text = _MONTH_DAY.sub(lambda m: _named(m, m[1], m[2], m[3], locale), text)
    text = _DAY_MONTH.sub(lambda m: _named(m, m[2], m[1], m[3], locale), text)
    text = _CLOCK.sub(lambda m: _time(int(m[1]), int(m[2]), (m[3] or "").lower()), text)
    return _HOUR.sub(lambda m: _time(int(m[1]), 0, m[2].lower()), text)


def year(value: int) -> str:
    return str(num2words(value, lang="en", to="year"))


def _numbers(found: re.Match[str], locale: str) -> str:
    """A date in numbers; with dots the day comes first everywhere."""
    first, sign, second, of = found.groups()
    month, day = (first, second) if locale == AMERICAN and sign == "/" else (second, first)
    if int(month) > 12:
        month, day = day, month
    return _date(found, of, month, day, locale)


def _named(found: re.Match[str], month: str, day: str, of: str | None, locale: str) -> str:
    return _date(found, of or "", str(_MONTHS[month.lower()]), day, locale)


def _date(found: re.Match[str], of: str, month: str, day: str, locale: str) -> str:
    try:
        at = date(int(of or 2000), int(month), int(day))
    except ValueError:
        return found[0]
    nth = str(num2words(at.day, lang="en", to="ordinal"))
    name = format_date(at, "MMMM", locale=locale)
    said = f"{name} {nth}" if locale == AMERICAN else f"the {nth} of {name}"
    return f"{said}, {year(at.year)}" if of else said


def _time(hour: int, minute: int, half: str) -> str:
    if not half and not 1 <= hour <= 12:
        half, hour = ("p", hour - 12) if hour > 12 else ("a", 12)
    said = [str(num2words(hour, lang="en"))]
    if minute:
        said += ["oh"] if minute < 10 else []
        said.append(str(num2words(minute, lang="en")))
    elif not half:
        said.append("o'clock")
    return " ".join((*said, *((half, "m") if half else ())))
