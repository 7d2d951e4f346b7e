"""JSON by orjson, msgspec and the standard library: the same values, the same refusals in the same words."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import enum
import json
import math
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veneer.runtime import UNSET, OpenStrEnum
from veneer.runtime.json_text import dumps, loads, use_json

from .sample import Decision, Entry


def _installed() -> Iterator[str]:
    for name in ("orjson", "msgspec"):
        try:
            use_json(name)
        except ImportError:
            continue
        yield name
    use_json(None)


QUICK = tuple(_installed())


@pytest.fixture(autouse=True)
def _choose_again() -> Iterator[None]:
    yield
    use_json(None)


# The one freedom: orjson writes 1e-7 and 0.00001 where the standard library writes 1e-07 and 1e-05.
_SMALL = re.compile(rb"(?<![\w.\"])\d+(?:\.\d+)?e-\d+|(?<![\w.\"])0\.0000\d+")


def _plain(number: re.Match[bytes]) -> bytes:
    return repr(float(number[0])).encode()


def outcome(name: str, call: Any, argument: Any) -> tuple[str, str]:
    """What a library makes of it, as text: equal numbers of other types differ, so do the orders of keys."""
    use_json(name)
    try:
        value = call(argument)
        return "value", repr(_SMALL.sub(_plain, value) if call is dumps else value)
    except RecursionError:
        return "refused", "RecursionError"
    except (TypeError, ValueError) as error:
        return type(error).__name__, str(error)


def same(call: Any, argument: Any) -> tuple[str, str]:
    """Ask all libraries, and return the one answer."""
    wanted = outcome("json", call, argument)
    for name in QUICK:
        assert outcome(name, call, argument) == wanted, name
    return wanted


HOSTILE_TEXTS = [
    *(b"18446744073709551615", b"18446744073709551616", b"-9223372036854775808", b"-9223372036854775809"),
    *(b"[123456789012345678901234567890,1]", b'{"a":"12345678901234567890"}', b"1" * 5000, b"-0", b"-0.0", b"[-0]"),
    *(b"1e400", b"-1e400", b"1" + b"0" * 400 + b".0", b"1e-400", b"5e-324", b"2.2250738585072011e-308", b"1.8e308"),
    *(
        b"0.1234567890123456789012345678901234567890",
        b"9007199254740993.0",
        b"1E+5",
        b"0e5",
        b"01",
        b"1.",
        b".5",
        b"+1",
    ),
    *(b"NaN", b"Infinity", b"-Infinity", b"[NaN]", b"nan", b"tru", b"nul", b"", b"+1", b"1 2", b"1\x00", b"\x0c1"),
    *(b'"\\ud800"', b'"\\udc00\\ud800"', b'"\\ud83d\\ude00"', b'"\\ud83d"', b'"\\u0000"', b'"\\u+123"', b'"\\u12_3"'),
    *(b'"\xed\xa0\x80"', b'"\xff"', b'"\xc0\x80"', b'"\xf4\x90\x80\x80"', b'"\x01"', b'"\x7f"', b'"a\nb"', b'"\\x"'),
    *(b"\xef\xbb\xbf1", b"\xef\xbb\xbf", b"\xff\xfe1\x00", b'{"a":1,"b":2,"a":3}', b'{"\\u0061":1,"a":2}', b'{"":1}'),
    *(b"[1,]", b'{"a":1,}', b"{1:2}", b"{'a':1}", b"[1 2]", b"[", b"]", b'{"a"', b"/**/1", b"[" * 100_000),
]


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=lambda text: ascii(text[:24]))
def test_hostile_texts_read_the_same(text: bytes) -> None:
    same(loads, text)


@pytest.mark.parametrize("text", ['"ü"', "\ufeff1", '"\ud800"', "12345678901234567890"])
def test_a_str_reads_the_same(text: str) -> None:
    same(loads, text)


def test_deep_nesting_reads_the_same_up_to_900_levels() -> None:
    # Beyond, the standard library refuses at a depth that hangs on the caller's own, and orjson at 1024.
    deep = b"[" * 900 + b"]" * 900
    assert {name: len(json.dumps(_loads_with(name, deep))) for name in ("json", *QUICK)} == dict.fromkeys(
        ("json", *QUICK), 1800
    )


def _loads_with(name: str, text: bytes) -> Any:
    use_json(name)
    return loads(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"NaN", "NaN is not JSON"),
        (b"[1e400]", "1e400 is larger than a double"),
        (b'{"a":1,\n"b":}', "Expecting value: line 2 column 5 (char 12)"),
    ],
)
@pytest.mark.parametrize("name", ["json", *QUICK])
def test_a_refusal_is_told_in_the_same_words(name: str, text: bytes, words: str) -> None:
    use_json(name)
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        loads(text)


NUMBERS = st.one_of(st.integers(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False, allow_infinity=False))
TEXTS = st.text(st.characters(codec=None), max_size=12)
PLAIN = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN, st.booleans(), st.sampled_from([None, 1]))
def test_random_json_reads_the_same(value: Any, escape: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=escape, indent=indent).encode("utf-8", "surrogatepass")
    same(loads, text)


@given(PLAIN, st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=3)), min_size=1, max_size=4))
@settings(max_examples=400)
def test_broken_json_reads_the_same(value: Any, changes: list[tuple[int, bytes]]) -> None:
    text = json.dumps(value)
    data = text.encode()
    for place, piece in changes:
        at = place % (len(data) + 1)
        data = data[:at] + piece + data[at + len(piece) % 2 :]
    same(loads, data)


@given(st.from_regex(rb"-?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,4})?", fullmatch=True))
def test_random_numbers_read_the_same(text: bytes) -> None:
    same(loads, text)


class Text(str):
    __slots__ = ()


class Number(int):
    def __repr__(self) -> str:
        return "none of JSON's business"


class Fraction(float):
    pass


class Reversed(dict[str, int]):
    def items(self) -> Any:
        return list(reversed(super().items()))


class Plain(enum.Enum):
    A = "a"
    NAN = math.nan


class Mixed(str, enum.Enum):  # noqa: UP042 - the older form of a StrEnum
    A = "a"


class Count(enum.IntEnum):
    ONE = 1


@dataclasses.dataclass
class Data:
    a: int = 1


CIRCLE: list[Any] = []
CIRCLE.append(CIRCLE)


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


HOSTILE_VALUES = [
    *(math.nan, math.inf, [None, -math.inf], {"a": math.nan}, [None], "null", 2**63, 2**64, -(2**63) - 1, -0.0),
    *(1e16, 1e-7, 1e22, 123456789012345680.0, 5e-324, 1.7976931348623157e308, True, [True, 1]),
    *("\ud800", {"\ud800": 1}, '\x00\x1f\x7f\x80\u2028\b\f/\\"<', "😀", Text("a"), Number(1), Fraction(1.5)),
    *({1: 2}, {None: 1}, {True: 1}, {1.5: 1}, {(1, 2): 3}, {Text("a"): 1}, {Mixed.A: 1}, {UUID(int=1): 1}),
    *(Plain.A, Plain.NAN, Mixed.A, Count.ONE, Decision.REAL_FACE, Decision("ü"), [Decision("b")], OpenStrEnum),
    *(Data(), {1, 2}, object(), UNSET, b"\x00\x01", bytearray(b"a"), memoryview(b"a"), range(3), iter([])),
    *(Decimal("1.10"), Decimal("NaN"), Decimal("0.12345678901234567891"), Decimal(10) ** 30, UUID(int=1)),
    *(datetime.datetime(2025, 4, 1, tzinfo=datetime.UTC), datetime.datetime(2025, 4, 1), datetime.date(2025, 4, 1)),
    *(datetime.time(1, 2), datetime.timedelta(minutes=1), Entry(1), [Entry(1)], (1, (2,))),
    *(collections.OrderedDict(b=1, a=2), collections.defaultdict(int, a=1), Reversed(a=1, b=2)),
    *(collections.namedtuple("Pair", "a b")(1, 2), collections.UserDict(a=1), CIRCLE, {"a": CIRCLE}),
    *(nested(200), nested(300), nested(100_000)),
]


@pytest.mark.parametrize("value", HOSTILE_VALUES, ids=lambda value: ascii(type(value).__name__))
def test_hostile_values_are_written_the_same(value: Any) -> None:
    same(dumps, value)


@given(PLAIN)
def test_random_values_are_written_the_same(value: Any) -> None:
    kind, text = same(dumps, value)
    assert kind in {"value", "UnicodeEncodeError"}, text


def test_every_character_is_written_the_same() -> None:
    same(dumps, "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000))


def test_a_library_is_chosen_by_name() -> None:
    assert use_json("json").name == "json"
    assert use_json(None).name == ("json", *QUICK)[-1]
    with pytest.raises(ValueError, match="'orjson', 'msgspec' or 'json', got 'simplejson'"):
        use_json("simplejson")


def test_a_library_that_is_missing_or_broken_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "orjson", None)
    assert use_json(None).name == (*(name for name in QUICK if name != "orjson"), "json")[0]
    monkeypatch.setitem(sys.modules, "msgspec", None)
    assert use_json(None).name == "json"
    with pytest.raises(ImportError):
        use_json("orjson")


def test_no_library_is_imported_before_the_first_text() -> None:
    code = (
        "import sys, veneer.runtime\n"
        "print([name for name in ('orjson', 'msgspec') if name in sys.modules])\n"
        "veneer.runtime.RequestContent.json(1)\n"
        "print([name for name in ('orjson', 'msgspec') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines() == ["[]", repr(list(QUICK))]
