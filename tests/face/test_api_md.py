"""`api.md` of azure_face says what can be imported: compared with the package as `inspect` and attrs see it."""

from __future__ import annotations

import enum
import importlib
import inspect
import re
import typing
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import azure_face
import pytest

from .description import CLIENT_NAMES, DISTRIBUTION, VERSIONS, Version

TEXT = (DISTRIBUTION / "api.md").read_text("utf-8")
# What begins a line of a class, of a member of it, or of a method of a client and its twin.
LINE = re.compile(r"- `(?P<text>(?P<lead>(?:async |@\w+ )*)(?P<name>[\w.]+)(?P<rest>.*))`(?:, base `.*`)?")

every_version = pytest.mark.parametrize("version", VERSIONS, ids=repr)


def section(*titles: str) -> list[str]:
    """Return the lines of a section: of `## title`, up to the next heading, or of the `### title` in it."""
    text = TEXT
    for level, title in zip(("##", "###"), titles, strict=False):
        found = re.search(rf"^{level} {re.escape(title)}\n(.*?)(?=^#{{2,{len(level)}}} |\Z)", text, re.M | re.S)
        assert found is not None, titles
        text = found[1]
    return [line for line in text.partition("\n### ")[0].splitlines() if line.startswith("- ")]


def matched(line: str) -> re.Match[str]:
    found = LINE.fullmatch(line)
    assert found is not None, line
    return found


def public(cls: type[Any]) -> dict[str, Any]:
    """Return the public members that the package gives a class, the nearest definition of each."""
    lineage = [base for base in reversed(cls.__mro__) if base.__module__.startswith("azure_face")]
    return {name: value for base in lineage for name, value in vars(base).items() if not name.startswith("_")}


def signature(function: Callable[..., Any]) -> str:
    """Write a method's signature as source, a model by its name alone."""
    parts: list[str] = []
    found = inspect.signature(function)
    for parameter in list(found.parameters.values())[1:]:
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        parts.append(f"{parameter.name}: {parameter.annotation}{default}")
    return f"{function.__name__}({', '.join(parts)}) -> {found.return_annotation}".replace("models.", "")


def forms(function: Callable[..., Any]) -> list[Callable[..., Any]]:
    return list(typing.get_overloads(function)) or [function]


def client_lines(version: Version, name: str) -> list[str]:
    return section(f"azure_face.{version.module}", f"{name}, Async{name}")


@every_version
@pytest.mark.parametrize("name", CLIENT_NAMES)
def test_each_form_of_a_clients_methods_has_one_line_in_the_descriptions_order(version: Version, name: str) -> None:
    cls = getattr(importlib.import_module(f"azure_face.{version.module}"), name)
    protocol = list(vars(cls.__bases__[0]))
    methods = {key: value for key, value in public(cls).items() if key != "close"}
    ordered = sorted(methods, key=lambda key: protocol.index(key) if key in protocol else len(protocol))

    own = [matched(line)["text"] for line in client_lines(version, name) if "." not in matched(line)["name"]][2:]

    assert own == [signature(form) for key in ordered for form in forms(methods[key])]
    assert len(own) == len(set(own))


@every_version
@pytest.mark.parametrize("name", CLIENT_NAMES)
def test_the_rule_gives_the_methods_of_the_async_twin(version: Version, name: str) -> None:
    module = importlib.import_module(f"azure_face.{version.module}")
    twin = {key: value for key, value in public(getattr(module, f"Async{name}")).items() if key != "aclose"}
    shown = [matched(line)["text"] for line in client_lines(version, name) if "." not in matched(line)["name"]][2:]

    for key, value in twin.items():
        lines = [text for text in shown if text.startswith(f"{key}(")]
        found = [
            signature(form).replace("Coroutine[Any, Any, httpx.Response]", "httpx.Response") for form in forms(value)
        ]
        assert [re.sub(r"-> (Pager|Poller)\b", r"-> Async\1", text) for text in lines] == found
        for text, form in zip(lines, forms(value), strict=True):
            is_awaited = inspect.iscoroutinefunction(form) or "Coroutine[" in form.__annotations__["return"]
            assert is_awaited != ("-> Pager[" in text)
    assert {text.partition("(")[0] for text in shown} == twin.keys()


@every_version
@pytest.mark.parametrize("name", CLIENT_NAMES)
def test_a_client_begins_with_what_its_twin_has_otherwise(version: Version, name: str) -> None:
    module = importlib.import_module(f"azure_face.{version.module}")
    first, second, close, aclose, *_ = (matched(line)["text"] for line in client_lines(version, name))

    for text, cls in ((first, getattr(module, name)), (second, getattr(module, f"Async{name}"))):
        assert text.startswith(f"{cls.__name__}(")
        assert re.findall(r"(?:\(|, )(\w+):", text) == list(inspect.signature(cls).parameters)
    assert (close, aclose) == (f"{name}.close() -> None", f"async Async{name}.aclose() -> None")


@every_version
def test_each_public_name_of_a_version_is_listed_once(version: Version) -> None:
    clients = importlib.import_module(f"azure_face.{version.module}").__all__
    models = importlib.import_module(f"azure_face.{version.module}.models")
    titles = re.search(rf"^## azure_face\.{version.module}\n(.*?)(?=^## |\Z)", TEXT, re.M | re.S)
    assert titles is not None

    assert sorted(re.findall(r"\w+Client\b", "\n".join(re.findall("^### .*", titles[1], re.M)))) == sorted(clients)
    enums = [name for name in models.__all__ if issubclass(getattr(models, name), enum.Enum)]
    assert [matched(line)["name"] for line in section(f"azure_face.{version.module}", "Enums")] == sorted(enums)
    others = sorted(set(models.__all__) - set(enums))
    assert [matched(line)["name"] for line in section(f"azure_face.{version.module}", "Models")] == others


@every_version
def test_a_models_line_is_its_constructor(version: Version) -> None:
    models = importlib.import_module(f"azure_face.{version.module}.models")
    for line in section(f"azure_face.{version.module}", "Models"):
        cls = getattr(models, matched(line)["name"])
        assert matched(line)["rest"] == f"({', '.join(model_arguments(cls))})"
        assert {"to_dict", "from_dict", "to_json", "from_json"} <= public(cls).keys()


def model_arguments(cls: type[Any]) -> Iterator[str]:
    fields = sorted(attrs.fields(cls), key=lambda field: field.kw_only)
    for at, field in enumerate(fields):
        if field.kw_only and not (at and fields[at - 1].kw_only):
            yield "*"
        factory = field.default.factory.__name__ + "()" if isinstance(field.default, attrs.Factory) else None  # type: ignore[arg-type]
        default = "" if field.default is attrs.NOTHING else f" = {factory or default_of(field.default)}"
        yield f"{field.name}: {field.type}{default}"


def default_of(value: Any) -> str:
    if value is azure_face.UNSET:
        return "UNSET"
    return str(value) if value is None else f"{type(value).__name__}.{value.name}"


@every_version
def test_an_enums_line_has_its_values(version: Version) -> None:
    models = importlib.import_module(f"azure_face.{version.module}.models")
    for line in section(f"azure_face.{version.module}", "Enums"):
        cls = getattr(models, matched(line)["name"])
        values = ", ".join(f'{member.name} = "{member.value}"' for member in cls)
        assert matched(line)["rest"] == f"({cls.__bases__[0].__name__}): {values}"


def test_the_packages_own_names_are_listed_with_their_members() -> None:
    default = importlib.import_module("azure_face.v1_1_preview_1")
    own = set(azure_face.__all__) - set(default.__all__)
    names = Counter(matched(line)["name"] for line in section("azure_face"))

    assert {name for name in names if "." not in name} == own
    assert {name for name, count in names.items() if count > 1} == {"RequestContext.add_classifier"}  # two forms
    for name in own:
        value = getattr(azure_face, name)
        if not isinstance(value, type) or issubclass(value, enum.Enum):
            continue
        shown = {member.partition(".")[2] for member in names if member.startswith(f"{name}.")}
        takes = any("__init__" in vars(base) for base in value.__mro__ if base.__module__.startswith("azure_face"))
        arguments = set(inspect.signature(value).parameters) if takes else set()
        above = {key for base in value.__bases__ if base.__name__ in own for key in public(base)}
        stored = {key for key, item in vars(value).items() if inspect.ismemberdescriptor(item)}
        own_members = public(value).keys() - above - stored
        assert own_members <= shown <= own_members | arguments, name


def test_the_default_version_is_named() -> None:
    assert "\nThe default version is `v1_1_preview_1`:" in TEXT


def test_no_line_wraps_and_nothing_is_hidden() -> None:
    listed = [line for line in TEXT.splitlines() if line.startswith("- `") and "AsyncX" not in line]

    assert all(LINE.fullmatch(line) for line in listed)
    assert not [line for line in TEXT.partition("\n## ")[2].splitlines() if line.startswith(" ")]
