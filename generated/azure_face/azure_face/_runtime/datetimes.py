"""Moments and days go in, their texts on the wire come out; and the other way round."""

from __future__ import annotations

import datetime
import re

_UTC = datetime.UTC
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=_UTC)
_SECOND = datetime.timedelta(seconds=1)
_MINUTE = datetime.timedelta(minutes=1)
_EARLY_YEAR = re.compile(r"(?<=[A-Za-z] )00[0-9][0-9](?= )")
# Compiled by `re` when first needed, and kept there: few clients need them, and all would pay for it when imported.
_DATE_TIME = r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+-])(\d\d):?(\d\d))?"


def format_datetime(value: datetime.datetime) -> str:
    """Write an aware datetime as RFC 3339, UTC as ``Z``; a naive one is a ``ValueError``."""
    offset = value.utcoffset()
    if offset is None:
        raise ValueError("a datetime needs a time zone: give it tzinfo, for instance datetime.timezone.utc")
    if offset % _MINUTE:
        value = value.astimezone(_UTC)  # RFC 3339 has no seconds in an offset
    text = value.isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def parse_datetime(text: str) -> datetime.datetime:
    """Read RFC 3339 as an aware datetime.

    Digits past the microsecond are cut off, a missing offset is read as UTC, a leap second is the next minute's start.

    Raises:
        ValueError: If the text is no RFC 3339 date-time.
    """
    try:
        value = datetime.datetime.fromisoformat(text)
        # fromisoformat reads more than RFC 3339: weeks, basic format, dates alone, a decimal comma
        usual = text[4] == text[7] == "-" and text[10] == "T" and text[13] == text[16] == ":" and "," not in text
    except (ValueError, IndexError):
        return _parse_unusual(text)
    if not usual:
        return _parse_unusual(text)
    if value.tzinfo is None:
        return value.replace(tzinfo=_UTC)
    if value.tzinfo is not _UTC and value.tzinfo.utcoffset(value) % _MINUTE:  # type: ignore[operator]  # it has one
        raise ValueError("an offset has no seconds")
    return value


def _parse_unusual(text: str) -> datetime.datetime:
    match = re.fullmatch(_DATE_TIME, text, re.ASCII)
    if match is None:
        raise ValueError("not an RFC 3339 date-time")
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    fraction, _, sign, offset_hours, offset_minutes = match.groups()[6:]
    zone = _UTC
    if sign:
        offset = datetime.timedelta(hours=int(offset_hours), minutes=int(offset_minutes))
        zone = datetime.timezone(-offset if sign == "-" else offset)
    micros = int((fraction or "0")[:6].ljust(6, "0"))
    leap = second == 60
    value = datetime.datetime(year, month, day, hour, minute, 59 if leap else second, 0 if leap else micros, zone)
    try:
        return value + _SECOND if leap else value
    except OverflowError:
        raise ValueError("later than a datetime can be") from None


def format_http_date(value: datetime.datetime) -> str:
    """Write an aware datetime as an HTTP date (RFC 7231), to the second: ``Tue, 01 Apr 2025 12:00:00 GMT``."""
    from email.utils import format_datetime as format_mail_date

    if value.utcoffset() is None:
        raise ValueError("a datetime needs a time zone: give it tzinfo, for instance datetime.timezone.utc")
    return format_mail_date(value.astimezone(_UTC), usegmt=True)


def parse_http_date(text: str) -> datetime.datetime:
    """Read an HTTP date as an aware datetime; anything else is a ``ValueError``."""
    from email.utils import parsedate_to_datetime

    try:
        value = parsedate_to_datetime(text)
        early = _EARLY_YEAR.search(text)  # mail takes it for a year of this century or of the last
        value = value.replace(year=int(early[0])) if early is not None else value
    except (TypeError, ValueError, IndexError, OverflowError):
        raise ValueError("not an HTTP date") from None
    return value if value.tzinfo is not None else value.replace(tzinfo=_UTC)


def format_unix(value: datetime.datetime) -> int:
    """Count the whole seconds from 1970-01-01T00:00:00Z to an aware datetime; a naive one is a ``ValueError``."""
    if value.utcoffset() is None:
        raise ValueError("a datetime needs a time zone: give it tzinfo, for instance datetime.timezone.utc")
    return (value - _EPOCH) // _SECOND


def parse_unix(seconds: float) -> datetime.datetime:
    """Read seconds since 1970-01-01T00:00:00Z as an aware datetime; out of range is a ``ValueError``."""
    try:
        return _EPOCH + datetime.timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        raise ValueError("out of the range of dates") from None


def parse_date(text: str) -> datetime.date:
    """Read ``YYYY-MM-DD``; anything else is a ``ValueError``."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError("not a date (YYYY-MM-DD)")
    return datetime.date.fromisoformat(text)


def parse_time(text: str) -> datetime.time:
    """Read ``hh:mm:ss`` with an optional fraction and offset; anything else is a ``ValueError``."""
    if len(text) < 8 or text[2] != ":" or text[5] != ":":
        raise ValueError("not a time (hh:mm:ss)")
    return datetime.time.fromisoformat(text)
