"""YAML text: the core schema of YAML 1.2, merge keys, limits, and the place of everything that is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from veneer.diagnostics import Diagnostic
from veneer.load import load_text, yaml_nodes

Refused = Callable[[str | bytes], list[Diagnostic]]
HEAD = "openapi: 3.1.0\n"


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def composer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with libyaml and without."""
    if request.param == "pure":
        monkeypatch.setattr(yaml_nodes, "composer", yaml_nodes._PureComposer)


def value_of(text: str) -> Any:
    return load_text(f"{HEAD}a: {text}\n", "api").content["a"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("off", "off"),
        ("2020-01-01", "2020-01-01"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("010", 10),
        ("0o17", 15),
        ("0x1F", 31),
        ("-3", -3),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-.inf", float("-inf")),
        ("true", True),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("~", None),
        ("", None),
        ("NULL", None),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("!!int '12'", 12),
        ("!!float 1", 1.0),
        ("|\n  x\n  y", "x\ny\n"),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_scalars_follow_the_core_schema(text: str, value: object) -> None:
    found = value_of(text)

    assert found == value
    assert type(found) is type(value)


def test_keys_are_text_as_written() -> None:
    assert value_of("{200: x, 1.0: x, true: x, ~: x, 'y': x}") == dict.fromkeys(["200", "1.0", "true", "~", "y"], "x")


def test_flow_style_that_is_not_json_is_yaml() -> None:
    assert load_text("{openapi: 3.1.0, a: [b, c]}", "api").content == {"openapi": "3.1.0", "a": ["b", "c"]}


def test_aliases_are_copies() -> None:
    content = load_text(f"{HEAD}a: &a {{x: [1]}}\nb: *a\n", "api").content

    assert content["a"] == content["b"]
    assert content["a"]["x"] is not content["b"]["x"]


def test_merge_keys_add_what_is_not_there() -> None:
    text = f"{HEAD}a: &a {{x: 1, y: 1}}\nb: &b {{y: 2, z: 2}}\nc:\n  first: 0\n  <<: [*a, *b]\n  z: 3\n"
    content = load_text(text, "api").content

    assert content["c"] == {"first": 0, "x": 1, "y": 1, "z": 3}
    assert list(content["c"]) == ["first", "x", "y", "z"]


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("a: b: c\n", "2:5", "malformed-yaml"),
        ("a:\n\t- b\n", "3:1", "malformed-yaml"),
        ("é: 'x\n", "2:4", "malformed-yaml"),
        ("a: *x\n", "2:4", "malformed-yaml"),
        ("---\na: 1\n", "2:1", "malformed-yaml"),
        ("? [a]\n: 1\n", "2:3", "malformed-yaml"),
        ("é: 'é\x07'\n", "2:6", "malformed-yaml"),
        ("a: {<<: 1}\n", "2:9", "malformed-yaml"),
        ("a: !!int x\n", "2:4", "malformed-yaml"),
        (f"a: {'9' * 5000}\n", "2:4", "malformed-yaml"),
        ("a:\n  é: 1\n  c: 2\n  é: 3\n", "5:3", "duplicate-key"),
        ("200: 1\n'200': 2\n", "3:1", "duplicate-key"),
        ("a: !!python/object:os.system x\n", "2:4", "unsupported-yaml-tag"),
        ("a: !!binary x\n", "2:4", "unsupported-yaml-tag"),
        ("a:\n- !foo {}\n", "3:3", "unsupported-yaml-tag"),
        ("!foo a: 1\n", "2:1", "unsupported-yaml-tag"),
        ("a: &a [*a]\n", "2:4", "recursive-alias"),
        ("a: &a\n  b: {c: *a}\n", "2:4", "recursive-alias"),
        ("a: &a {<<: *a}\n", "2:4", "recursive-alias"),
    ],
)
def test_problems_have_a_place(refused: Refused, text: str, place: str, problem: str) -> None:
    (found,) = refused(HEAD + text)

    assert (found.id, str(found.location)) == (problem, f"api:{place}")
    assert found.fix


def test_a_duplicate_names_the_line_of_the_first(refused: Refused) -> None:
    (found,) = refused(f"{HEAD}a:\n  b: 1\n  c: 2\n  b: 3\n")

    assert found.message == "the key `b` stands in this object already, on line 3"


def test_several_problems_are_told_together(refused: Refused) -> None:
    found = refused(f"{HEAD}a: 1\na: !foo 2\ncomponents: {{schemas: {{A: {{$ref: '#/x'}}}}}}\n")

    assert [each.id for each in found] == ["duplicate-key", "unsupported-yaml-tag", "dangling-reference"]


@pytest.mark.parametrize(
    "lines",
    [
        ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
        + [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 12)],
        ["a: &a {" + ", ".join(f"k{key}: 1" for key in range(2_000)) + "}"]
        + [f"b{number}: {{<<: *a}}" for number in range(2_000)],
    ],
    ids=["aliases", "merge keys"],
)
def test_what_aliases_add_is_bounded(refused: Refused, lines: list[str]) -> None:
    (found,) = refused(HEAD + "\n".join(lines))

    assert found.id == "yaml-too-large"


@pytest.mark.parametrize("use", ["{b: *a%d}", "{<<: *a%d}"])
def test_chains_of_aliases_are_bounded(refused: Refused, use: str) -> None:
    chain = "".join(f"a{level}: &a{level} {use % (level - 1)}\n" for level in range(1, 400))
    (found,) = refused(f"{HEAD}a0: &a0 {{x: 1}}\n{chain}")

    assert found.id == "too-deep"


@pytest.mark.parametrize("text", ['"\\ud800"', '"\\UFFFFFFFF"', "!<tag> x", "%a", "'\\", "[}", "&", "*", "!<", "? ? ?"])
def test_odd_text_never_escapes_as_another_error(refused: Refused, text: str) -> None:
    assert refused(f"{HEAD}a: {text}\n")
