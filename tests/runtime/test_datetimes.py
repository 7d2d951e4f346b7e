"""Moments and spans: what is read, what is written, and that one is the other's reverse."""

from __future__ import annotations

import contextlib
import copy
import datetime
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veneer.runtime import (
    CalendarDuration,
    DecodeError,
    EncodeError,
    decode_date,
    decode_datetime,
    decode_datetime_http,
    decode_datetime_unix,
    decode_duration,
    decode_duration_milliseconds,
    decode_duration_seconds,
    decode_time,
    encode_date,
    encode_datetime,
    encode_datetime_http,
    encode_datetime_unix,
    encode_duration,
    encode_duration_milliseconds,
    encode_duration_seconds,
    encode_time,
)

UTC = datetime.UTC
NAIVE = datetime.datetime(2025, 4, 1)
ZONES = st.integers(-23 * 60, 23 * 60).map(lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime.datetime(2, 1, 1), datetime.datetime(9998, 1, 1), timezones=ZONES)
SPANS = st.timedeltas(datetime.timedelta(days=-3_000_000), datetime.timedelta(days=3_000_000))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-04-01T12:30:45Z", datetime.datetime(2025, 4, 1, 12, 30, 45, tzinfo=UTC)),
        ("2025-04-01t12:30:45z", datetime.datetime(2025, 4, 1, 12, 30, 45, tzinfo=UTC)),
        ("2025-04-01 12:30:45Z", datetime.datetime(2025, 4, 1, 12, 30, 45, tzinfo=UTC)),
        ("2025-04-01T12:30:45", datetime.datetime(2025, 4, 1, 12, 30, 45, tzinfo=UTC)),
        ("2025-04-01T12:30:45.1Z", datetime.datetime(2025, 4, 1, 12, 30, 45, 100000, UTC)),
        ("2025-04-01T12:30:45.1234567Z", datetime.datetime(2025, 4, 1, 12, 30, 45, 123456, UTC)),
        ("2025-04-01T12:30:45.123456789012+00:00", datetime.datetime(2025, 4, 1, 12, 30, 45, 123456, UTC)),
        ("2025-04-01T12:30:45.1234567", datetime.datetime(2025, 4, 1, 12, 30, 45, 123456, UTC)),
        ("2025-04-01T12:30:45+02:00", datetime.datetime(2025, 4, 1, 10, 30, 45, tzinfo=UTC)),
        ("2025-04-01t12:30:45-0530", datetime.datetime(2025, 4, 1, 18, 0, 45, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime.datetime(2017, 1, 1, tzinfo=UTC)),
    ],
)
def test_rfc_3339_in_all_its_forms_gives_an_aware_datetime(text: str, expected: datetime.datetime) -> None:
    read = decode_datetime(text)
    assert read == expected
    assert read.tzinfo is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-04-01",
        "20250401T123045Z",
        "2025-W14-2T12:30:45",
        "2025-04-01T12:30Z",
        "2025-02-30T00:00:00Z",
        "2025-04-01T12:30:45,5Z",
        "2025-04-01T25:00:00Z",
        "2025-04-01T12:30:45Z ",
        "\u0662\u0660\u0662\u0665-04-01T12:30:45Z",
        "tomorrow",
        "9999-12-31T23:59:60Z",
        "0001-01-01T00:00:00+14:00:30",
    ],
)
def test_what_is_no_rfc_3339_is_refused(text: str) -> None:
    with pytest.raises(DecodeError, match="expected an RFC 3339 date-time"):
        decode_datetime(text)


@given(MOMENTS)
def test_a_moment_survives_the_wire(moment: datetime.datetime) -> None:
    read = decode_datetime(encode_datetime(moment))
    assert read == moment
    assert read.utcoffset() == moment.utcoffset()


@given(MOMENTS)
def test_a_moment_survives_to_the_second_as_http_date_and_unix_seconds(moment: datetime.datetime) -> None:
    whole = moment.replace(microsecond=0)
    assert decode_datetime_http(encode_datetime_http(moment)) == whole
    assert decode_datetime_unix(encode_datetime_unix(moment)) == whole


@given(st.text())
def test_any_text_is_a_moment_or_a_decode_error(text: str) -> None:
    for decode in (decode_datetime, decode_datetime_http, decode_date, decode_time, decode_duration):
        with contextlib.suppress(DecodeError):
            decode(text)


def test_utc_is_written_as_z_and_odd_offsets_as_utc() -> None:
    assert encode_datetime(datetime.datetime(2025, 4, 1, tzinfo=UTC)) == "2025-04-01T00:00:00Z"
    odd = datetime.timezone(datetime.timedelta(seconds=3208))
    assert encode_datetime(datetime.datetime(2025, 4, 1, 0, 53, 28, tzinfo=odd)) == "2025-04-01T00:00:00Z"


@pytest.mark.parametrize("encode", [encode_datetime, encode_datetime_http, encode_datetime_unix])
def test_a_naive_datetime_is_never_guessed_at(encode: object) -> None:
    with pytest.raises(EncodeError, match="needs a time zone"):
        encode(NAIVE)  # type: ignore[operator]
    with pytest.raises(EncodeError, match="expected a datetime, got date"):
        encode(datetime.date(2025, 4, 1))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (datetime.timedelta(), "PT0S"),
        (datetime.timedelta(days=1, hours=2, minutes=3, seconds=4.5), "P1DT2H3M4.5S"),
        (datetime.timedelta(hours=-1), "-PT1H"),
        (datetime.timedelta(microseconds=1), "PT0.000001S"),
        (datetime.timedelta(days=40), "P40D"),
    ],
)
def test_durations_are_written_as_iso_8601(span: datetime.timedelta, text: str) -> None:
    assert encode_duration(span) == text
    assert decode_duration(text) == span


def test_weeks_and_fractions_are_read() -> None:
    assert decode_duration("P2W") == datetime.timedelta(weeks=2)
    assert decode_duration("P0.5D") == datetime.timedelta(hours=12)
    assert decode_duration("PT1.1234567S") == datetime.timedelta(seconds=1, microseconds=123456)


@pytest.mark.parametrize("text", ["", "P", "PT", "P1DT", "P0.5Y", "1D", "PT1X", "P99999999999D", "P9999999Y"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(DecodeError, match="expected an ISO 8601 duration"):
        decode_duration(text)


@pytest.mark.parametrize("text", ["P3Y6M", "P1Y", "-P2M3DT4H", "P3Y6M4DT12H30M5S", "P14M", "-P1Y0.5D"])
def test_years_and_months_are_read_and_written_as_they_are(text: str) -> None:
    span = decode_duration(text)
    assert isinstance(span, CalendarDuration)
    assert encode_duration(span) == text.replace("0.5D", "T12H") == str(span)
    for copied in (copy.deepcopy(span), pickle.loads(pickle.dumps(span))):
        assert (copied, encode_duration(copied)) == (span, encode_duration(span))


def test_a_calendar_duration_is_a_timedelta_of_about_its_length() -> None:
    span = CalendarDuration(1, 2, datetime.timedelta(hours=3))
    assert (span.years, span.months, span.rest) == (1, 2, datetime.timedelta(hours=3))
    assert span == datetime.timedelta(days=425, hours=3)
    assert type(span + span) is datetime.timedelta
    assert repr(span) == f"CalendarDuration(years=1, months=2, rest={span.rest!r})"
    assert encode_duration_seconds(CalendarDuration(months=1)) == 2592000
    for mixed in ((1, -1, 0), (1, 0, -1), (-1, 0, 1)):
        with pytest.raises(ValueError, match="forward"):
            CalendarDuration(mixed[0], mixed[1], datetime.timedelta(mixed[2]))


@given(SPANS)
def test_a_span_survives_the_wire(span: datetime.timedelta) -> None:
    assert decode_duration(encode_duration(span)) == span


@given(st.integers(-(10**9), 10**9))
def test_whole_seconds_and_milliseconds_are_integers_and_survive(count: int) -> None:
    seconds = encode_duration_seconds(datetime.timedelta(seconds=count))
    millis = encode_duration_milliseconds(datetime.timedelta(milliseconds=count))
    assert (seconds, type(seconds), millis, type(millis)) == (count, int, count, int)
    assert decode_duration_seconds(seconds) == datetime.timedelta(seconds=count)
    assert decode_duration_milliseconds(millis) == datetime.timedelta(milliseconds=count)


def test_broken_seconds_keep_their_fraction() -> None:
    assert encode_duration_seconds(datetime.timedelta(seconds=1.5)) == 1.5
    assert decode_duration_seconds(1.5) == datetime.timedelta(seconds=1.5)


@pytest.mark.parametrize("value", [True, "5", None, 1e300, float("inf"), float("nan"), 10**30])
def test_seconds_that_are_no_number_or_too_many_are_decode_errors(value: object) -> None:
    for decode in (decode_duration_seconds, decode_duration_milliseconds, decode_datetime_unix):
        with pytest.raises(DecodeError):
            decode(value)


def test_dates_and_times_take_their_one_form() -> None:
    assert encode_date(decode_date("2025-04-01")) == "2025-04-01"
    assert encode_time(decode_time("12:30:45.5")) == "12:30:45.500000"
    assert encode_time(decode_time("12:30:45Z")) == "12:30:45Z"
    for text in ("20250401", "2025-W14-2", "2025-04-01T00:00:00Z"):
        with pytest.raises(DecodeError, match="expected a date"):
            decode_date(text)
    with pytest.raises(DecodeError, match="expected a time"):
        decode_time("12:30")
    with pytest.raises(EncodeError, match="expected a date, got datetime"):
        encode_date(datetime.datetime(2025, 4, 1, tzinfo=UTC))
