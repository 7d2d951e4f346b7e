"""A description and a schema of it -> valid samples: required and all properties, each option, each enum value."""

from __future__ import annotations

import contextlib
import math
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from corpus.emptiness import has_none, of_property
from corpus.judged import judged, resolve
from veneer.testing.asgi.validators import Validators
from veneer.views.samples.texts import text

_DEEPEST = 14
_SHALLOW = 3  # from here on objects have no more than they must
_MOST = 60  # tries for one schema
_LARGE = 120  # values in a sample, from which on it gets no more than it must
_LARGEST = 3000
_LISTS = ("allOf", "oneOf", "anyOf")
_OBJECT = ("properties", "additionalProperties", "required", "patternProperties", "minProperties")
_Choices = Mapping[tuple[int, str], int]


class Impossible(Exception):  # noqa: N818
    """No value of a schema was found."""


class Sampler:
    """Makes samples of the schemas of one description, judged by jsonschema."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content, self._validators = content, Validators(judged(content, content))
        self._children = _children(content)

    def samples(self, pointer: str) -> Iterator[Any]:
        """Yield valid samples of a schema; none where none was found."""
        schema = self._at(pointer)
        made: list[Any] = []
        tries = 0
        pending: deque[_Choices] = deque([{}])
        seen: set[tuple[int, str, int]] = set()
        while pending and tries < _MOST:
            tries += 1
            attempt = _Attempt(self._content, self._children, pending.popleft())
            try:
                value = attempt.make(schema, "", 0)
                fits = self._fits(pointer, value)
            except (Impossible, RecursionError):
                value, fits = None, False
            for point, count in attempt.met.items():
                for other in range(count):
                    if (*point, other) not in seen and (point[0], "", other) not in seen:
                        seen |= {(*point, other), (point[0], "", other)}
                        pending.append({**attempt.choices, point: other})
            if fits and value not in made:
                made.append(value)
        yield from made

    def has_none(self, pointer: str) -> bool:
        """Tell whether it is proven that no value of a schema is valid."""
        return has_none(self._at(pointer), self._content, lambda value: self._fits(pointer, value))

    def _fits(self, pointer: str, value: Any) -> bool:
        return self._validators.error(pointer, value) is None

    def _at(self, pointer: str) -> Any:
        return resolve(self._content, pointer)


def _children(content: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the schemas that inherit from each parent with a discriminator, by references."""
    schemas = (content.get("components") or {}).get("schemas") or {}
    found: dict[str, list[str]] = {}
    for name, schema in schemas.items():
        for part in schema.get("allOf", ()) if isinstance(schema, Mapping) else ():
            if isinstance(part, Mapping) and "$ref" in part:
                found.setdefault(part["$ref"], []).append(f"#/components/schemas/{name}")
    return found


class _Attempt:
    """One sample: made by the choices given, the first option elsewhere; notes the choices that there were."""

    def __init__(self, content: Mapping[str, Any], children: Mapping[str, list[str]], choices: _Choices) -> None:
        self.content, self.children, self.choices = content, children, choices
        self.met: dict[tuple[int, str], int] = {}
        self.values = 0

    def make(self, schema: Any, path: str, depth: int) -> Any:
        self.values += 1
        if schema is False or depth > _DEEPEST or self.values > _LARGEST:
            raise Impossible
        if schema is True:
            return {"free": [1, "text"]}
        flat = self._flat(self._child(schema, path), path, depth, frozenset())
        if "const" in flat and flat["const"] in (flat.get("enum") or [flat["const"]]):
            return flat["const"]
        if flat.get("enum"):  # of a schema with constants as options, these may be some
            return flat["enum"][self._choose(flat["enum"], path, len(flat["enum"]))]
        kinds = _listed(flat.get("type") or _kinds(flat))
        if flat.get("nullable") is True and "null" not in kinds:
            kinds.append("null")
        if not kinds:
            return {"free": [1, "text"]}
        return self._of(kinds[self._choose(flat.get("type", schema), f"{path}?", len(kinds))], flat, path, depth)

    def _of(self, kind: str, flat: Mapping[str, Any], path: str, depth: int) -> Any:
        match kind:
            case "null":
                return None
            case "boolean":
                return True
            case "string":
                return text_of(flat)
            case "integer" | "number":
                return _number(flat, kind)
            case "array":
                return self._array(flat, path, depth)
            case _:
                return self._object(flat, path, depth)

    def _is_shallow(self, depth: int) -> bool:
        return depth > _SHALLOW or self.values > _LARGE

    def _choose(self, owner: object, path: str, count: int) -> int:
        point = (id(owner), path)
        self.met.setdefault(point, count)
        chosen = self.choices.get(point, 0)
        return chosen if chosen < count else 0

    def _child(self, schema: Mapping[str, Any], path: str) -> Any:
        """Return the schema, or one that inherits from it."""
        reference = schema.get("$ref")
        below = self.children.get(reference, []) if isinstance(reference, str) else []
        if not below or "discriminator" not in self._resolved(reference):
            return schema
        chosen = self._choose(self._resolved(reference), f"{path}!", len(below) + 1)
        if chosen == 0:
            return schema
        child, discriminator = below[chosen - 1], self._resolved(reference)["discriminator"]
        return self._tagged({"$ref": child}, child, discriminator, self._flat({"$ref": child}, path, 0, frozenset()))

    def _tagged(self, schema: dict[str, Any], reference: str, discriminator: Any, flat: Mapping[str, Any]) -> Any:
        """Return a schema with the value of its discriminator, unless it says another one itself."""
        name = discriminator.get("propertyName")
        own = (flat.get("properties") or {}).get(name)
        if own is None:
            return schema
        mapped = (discriminator.get("mapping") or {}).items()
        short = reference.rsplit("/", 1)[-1]
        value = next((value for value, to in mapped if to in (reference, short)), short)
        said = self._flat(own, "", 0, frozenset())
        if "const" in said or value not in said.get("enum", [value]):
            return schema
        return {"allOf": [schema, {"properties": {name: {"const": value}}}]}

    def _resolved(self, reference: str) -> Any:
        return resolve(self.content, unquote(reference.removeprefix("#")))

    def _flat(self, schema: Any, path: str, depth: int, on_the_way: frozenset[str]) -> dict[str, Any]:
        """Return a schema without references and alternatives: one of each is chosen and merged."""
        if schema is False or len(on_the_way) > 30:
            raise Impossible
        if not isinstance(schema, Mapping):
            return {}
        flat = {key: value for key, value in schema.items() if key not in (*_LISTS, "$ref")}
        reference = schema.get("$ref")
        if isinstance(reference, str):
            if reference in on_the_way:
                raise Impossible
            # What narrows it has been read into an `allOf`, or nobody reads it (OpenAPI 3.0, Reference Object).
            flat = self._flat(self._resolved(reference), path, depth, on_the_way | {reference}) | (
                {"nullable": True} if schema.get("nullable") is True else {}
            )
        for part in schema.get("allOf", ()):
            flat = _merged(flat, self._flat(part, path, depth, on_the_way))
        for keyword in ("oneOf", "anyOf"):
            options = schema.get(keyword)
            if options:
                chosen = options[self._choose(options, path, len(options))]
                found = self._flat(chosen, path, depth, on_the_way)
                discriminator = schema.get("discriminator")
                if isinstance(chosen, Mapping) and "$ref" in chosen and isinstance(discriminator, Mapping):
                    tagged = self._tagged({"allOf": [found]}, chosen["$ref"], discriminator, found)
                    found = self._flat(tagged, path, depth, frozenset())
                flat = _merged(flat, found)
        return flat

    def _array(self, flat: Mapping[str, Any], path: str, depth: int) -> list[Any]:
        firsts = flat.get("prefixItems") or []
        made = [self.make(item, f"{path}/{index}", depth + 1) for index, item in enumerate(firsts)]
        items = flat.get("items", True)
        least, most = int(flat.get("minItems", 0)), int(flat.get("maxItems", 10**6))
        wanted = max(least, 0 if firsts or self._is_shallow(depth) else 1)
        if items is not False and self._choose(flat.get("items", flat.get("type")), f"{path}*", 2) == 1:
            wanted = least
        while len(made) < min(wanted, most):
            try:
                made.append(self.make(items, f"{path}/{len(made)}", depth + 1))
            except Impossible:
                if len(made) >= least:
                    break
                raise
            if flat.get("uniqueItems") and made.count(made[-1]) > 1:
                made[-1] = _varied(made[-1], len(made))
        return made

    def _object(self, flat: Mapping[str, Any], path: str, depth: int) -> dict[str, Any]:
        properties: Mapping[str, Any] = flat.get("properties") or {}
        required = [name for name in flat.get("required") or () if isinstance(name, str)]
        mode = self._choose(flat.get("properties", flat.get("type")), f"{path}.", 2) if properties else 0
        made: dict[str, Any] = {}
        for name in dict.fromkeys([*properties, *required]):
            if name in required:
                made[name] = self.make(next(of_property(name, [flat])), f"{path}.{name}", depth + 1)
            elif mode == 0 and not self._is_shallow(depth):
                try:
                    made[name] = self.make(properties[name], f"{path}.{name}", depth + 1)
                except Impossible:
                    continue
        extra = flat.get("additionalProperties", True)
        patterns: Mapping[str, Any] = flat.get("patternProperties") or {}
        if mode == 0 and not self._is_shallow(depth):
            for index, (pattern, value) in enumerate(patterns.items()):
                with contextlib.suppress(Impossible):
                    made.setdefault(text_of({"pattern": pattern}), self.make(value, f"{path}.~{index}", depth + 1))
        free = extra is not False and "unevaluatedProperties" not in flat and "propertyNames" not in flat
        free = free and not any(re.search(pattern, "extra-0") for pattern in patterns)
        needed = int(flat.get("minProperties", 0)) - len(made)
        if free and (needed > 0 or (mode == 0 and not self._is_shallow(depth))):
            for index in range(max(needed, 1 if "maxProperties" not in flat else 0)):
                try:
                    made[f"extra-{index}"] = self.make(extra, f"{path}.+{index}", depth + 1)
                except Impossible:
                    break
        return made


def _kinds(flat: Mapping[str, Any]) -> list[str]:
    if any(key in flat for key in _OBJECT):
        return ["object"]
    if "items" in flat or "prefixItems" in flat:
        return ["array"]
    if "pattern" in flat or "minLength" in flat or "maxLength" in flat:
        return ["string"]
    return ["number"] if "minimum" in flat or "maximum" in flat else []


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    made = {**first, **second}
    if "properties" in first and "properties" in second:
        both = first["properties"].keys() & second["properties"].keys()
        shared = {name: {"allOf": [first["properties"][name], second["properties"][name]]} for name in both}
        made["properties"] = {**first["properties"], **second["properties"], **shared}
    if "required" in first and "required" in second:
        made["required"] = [*first["required"], *second["required"]]
    if "enum" in first and "enum" in second:
        made["enum"] = [value for value in first["enum"] if value in second["enum"]]
    if "additionalProperties" in first and "additionalProperties" in second and first["additionalProperties"] is False:
        made["additionalProperties"] = False
    if "type" in first and "type" in second:
        made["type"] = _both(_listed(first["type"]), _listed(second["type"]))
    return made


def _both(first: list[str], second: list[str]) -> list[str]:
    """Return the types that a value has which has one of each; an integer is a number."""
    wide = [{*kinds, "integer"} if "number" in kinds else {*kinds} for kinds in (first, second)]
    made = [kind for kind in dict.fromkeys([*first, *second]) if all(kind in kinds for kinds in wide)]
    if not made:
        raise Impossible
    return made


def _listed(said: Any) -> list[str]:
    return [said] if isinstance(said, str) else [*said]


def text_of(schema: Mapping[str, Any]) -> str:
    """Return a text that fits a schema of type string; whether it really does is for the judge to say."""
    if schema.get("contentEncoding") in ("base64", "base64url"):
        return "aGVsbG8="[: None if schema["contentEncoding"] == "base64" else -1]
    least, most = int(schema.get("minLength", 0)), int(schema.get("maxLength", 10**6))
    format, pattern = str(schema.get("format")), schema.get("pattern")
    return text("text", format=format, pattern=pattern if isinstance(pattern, str) else None, least=least, most=most)


def _number(flat: Mapping[str, Any], kind: str) -> int | float:
    low = flat.get("minimum", flat.get("exclusiveMinimum"))
    high = flat.get("maximum", flat.get("exclusiveMaximum"))
    step = flat.get("multipleOf") or 1
    value: float = 1.5 if kind == "number" and step == 1 else step
    if low is not None and not isinstance(low, bool) and value <= low:
        value = (math.floor(low / step) + (0 if "minimum" in flat and low % step == 0 else 1)) * step
    if high is not None and not isinstance(high, bool) and value >= high:
        value = (
            math.floor(high / step) * step
            if "maximum" in flat
            else (low + high) / 2
            if low is not None
            else high - step
        )
    whole = isinstance(value, float) and value.is_integer()
    return int(value) if whole or kind == "integer" else value


def _varied(value: Any, index: int) -> Any:
    if isinstance(value, str):
        return f"{value}{index}"
    if isinstance(value, int | float):
        return value + index
    return value
