"""Spans of time go in, their ISO 8601 texts come out; and the other way round, years and months included."""

from __future__ import annotations

import datetime
import re
from typing import Any, Self

# Compiled by `re` when first needed, and kept there.
_DURATION = (
    r"([+-]?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?"
    r"(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?"
)
_NOTHING = datetime.timedelta()


class CalendarDuration(datetime.timedelta):
    """A span of years and months, which have no fixed length, and a rest that has one.

    As a ``timedelta`` it is as long as 365 days for each year and 30 for each month. What is calculated with it is a
    plain ``timedelta`` of that length; it is written with its years and months as they are.

    Args:
        years: How many years.
        months: How many months.
        rest: What comes in addition.

    Attributes:
        years: The years.
        months: The months.
        rest: What comes in addition.

    Raises:
        ValueError: If some of them go forward and some back, which ISO 8601 cannot say.
        OverflowError: If it is longer than a ``timedelta`` can be.
    """

    years: int
    months: int
    rest: datetime.timedelta

    def __new__(cls, years: int = 0, months: int = 0, rest: datetime.timedelta = _NOTHING) -> Self:
        if (
            min(years, months) < 0 < max(years, months)
            or (rest > _NOTHING and min(years, months) < 0)
            or (rest < _NOTHING and max(years, months) > 0)
        ):
            raise ValueError("years, months and the rest must all go forward, or all go back")
        made = super().__new__(cls, rest.days + 365 * years + 30 * months, rest.seconds, rest.microseconds)
        made.years, made.months, made.rest = years, months, rest
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.years, self.months, self.rest)

    def __repr__(self) -> str:
        return f"CalendarDuration(years={self.years}, months={self.months}, rest={self.rest!r})"

    def __str__(self) -> str:
        return format_duration(self)


def format_duration(value: datetime.timedelta) -> str:
    """Write a timedelta as an ISO 8601 duration: ``P1DT2H3M4.5S``, ``PT0S``, ``-PT1H``, ``P1Y6M``."""
    years = months = 0
    back = value < _NOTHING
    if isinstance(value, CalendarDuration):
        years, months, value = abs(value.years), abs(value.months), value.rest
    micros = abs(value // datetime.timedelta(microseconds=1))
    seconds, micros = divmod(micros, 1_000_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    fraction = f".{micros:06}".rstrip("0") if micros else ""
    day = "".join(f"{count}{unit}" for count, unit in ((years, "Y"), (months, "M"), (days, "D")) if count)
    clock = f"{hours}H" if hours else ""
    clock += f"{minutes}M" if minutes else ""
    clock += f"{seconds}{fraction}S" if seconds or fraction else ""
    if not day and not clock:
        return "PT0S"
    sign = "-" if back else ""
    return f"{sign}P{day}T{clock}" if clock else f"{sign}P{day}"


def parse_duration(text: str) -> datetime.timedelta:
    """Read an ISO 8601 duration; one with years or months is a ``CalendarDuration``.

    Raises:
        ValueError: If it is no duration, or longer than a timedelta can be.
    """
    match = re.fullmatch(_DURATION, text, re.ASCII)
    if match is None or not any(match.groups()[1:]) or text.endswith("T"):
        raise ValueError("not an ISO 8601 duration")
    years, months = (int(part or "0") for part in match.groups()[1:3])
    weeks, days, hours, minutes = (float((part or "0").replace(",", ".")) for part in match.groups()[3:7])
    whole, _, fraction = (match.group(8) or "0").replace(",", ".").partition(".")
    micros = int(fraction[:6].ljust(6, "0"))
    sign = -1 if match.group(1) == "-" else 1
    try:
        value = sign * datetime.timedelta(
            weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=int(whole), microseconds=micros
        )
        return CalendarDuration(sign * years, sign * months, value) if years or months else value
    except OverflowError:
        raise ValueError("longer than a timedelta can be") from None
