"""What must hold for values beyond their types goes in; requests and answers that break it are refused.

The rules of an API version stand in its module `_rules`, in the words of JSON Schema that `Rule` lists. Types are left
to the models: a rule says nothing of a value that is of another type than it is meant for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, TypedDict

import httpx

from .checking import CHECK, SentItems
from .content import content_type_of, sent_value
from .errors import DecodeError, EncodeError
from .json_text import dumps, loads
from .limits import broken_limit
from .media_types import is_json, media_type
from .request import HttpRequest
from .steps import item_step, property_step

Rule = Mapping[str, Any]
"""Limits, and rules for what is inside: ``properties``, ``items``, ``prefixItems``, ``additionalProperties``, ``anyOf``
with the ``type`` and ``required`` that tell its options apart, ``mapping`` with the property ``tag``, whose value names
a model, and ``$ref``, which is the name of a model itself, or of another type with a name."""

_TYPES: Mapping[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "null": (type(None),),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}


class OperationRules(TypedDict, total=False):
    """What must hold for one operation.

    Attributes:
        arguments: For its parameters, by the names of their arguments.
        content: For its body, or the items of one, by media type.
        answers: For its answers, or the items of a stream, by the first and the last status, and by media type.
    """

    arguments: Mapping[str, Rule]
    content: Mapping[str, Rule]
    answers: tuple[tuple[int, int, Mapping[str, Rule]], ...]


class Rules:
    """The rules of an API version.

    Args:
        operations: By their ids.
        models: By the names that ``$ref`` and ``mapping`` use.
    """

    def __init__(self, operations: Mapping[str, OperationRules], models: Mapping[str, Rule]) -> None:
        self._operations, self._models = operations, models

    def check_request(self, request: HttpRequest) -> None:
        """Look at the arguments and the content of a request, at items that are only known then while they are sent.

        Raises:
            EncodeError: For the first value that breaks a rule; its path begins with the argument's name, or with ``$``
                in a content.
        """
        rules = self._operations.get(request.operation)
        if rules is None:
            return
        try:
            for name, rule in rules.get("arguments", {}).items():
                value = request.arguments.get(name)
                if value is not None:
                    self._check(loads(dumps(value)), rule, name)
            if "content" in rules and request.content is not None:
                media = (content_type_of(request.content, request.content_type) or "").partition(";")[0].strip().lower()
                value, rule = sent_value(request.content), _rule_for(media, rules["content"])
                if isinstance(value, SentItems):
                    value.check_with(partial(self._check_item, rule))
                else:
                    self._check(value, rule, "$")
        except _BrokenRuleError as broken:
            raise EncodeError(broken.path, broken.message) from None

    def _check_item(self, rule: Rule, value: object, index: int) -> None:
        try:
            self._check(value, rule, f"${item_step(index)}")
        except _BrokenRuleError as broken:
            raise EncodeError(broken.path, broken.message) from None

    def check_answer(self, request: HttpRequest, response: httpx.Response) -> None:
        """Look at the JSON of an answer, and let what reads its XML or its items look at these.

        One that is neither, or no answer that the description has, is left alone.

        Raises:
            DecodeError: For the first value that breaks a rule.
        """
        by_status = self._operations.get(request.operation, {}).get("answers", ())
        by_type = next((rules for low, high, rules in by_status if low <= response.status_code <= high), {})
        media = media_type(response) or ""
        rule = _rule_for(media, by_type)
        if not rule:
            return
        if not response.is_stream_consumed or (media and not is_json(media)):
            response.extensions[CHECK] = partial(self._check_read, response, rule)
            return
        try:
            value = loads(response.content)
        except (ValueError, RecursionError):
            return  # whoever reads it as JSON is told so
        self._check_read(response, rule, value)

    def _check_read(self, response: httpx.Response, rule: Rule, value: object) -> None:
        try:
            self._check(value, rule, "$")
        except _BrokenRuleError as broken:
            raise DecodeError(broken.path, broken.message, response) from None

    def _check(self, value: object, rule: Rule, path: str, chosen: frozenset[str] = frozenset()) -> None:
        broken = broken_limit(value, rule)
        if broken is not None:
            raise _BrokenRuleError(path, broken)
        if "$ref" in rule:
            self._check(value, self._models[rule["$ref"]], path)
        if "anyOf" in rule:
            self._check_options(value, rule["anyOf"], path)
        if isinstance(value, dict):
            self._check_object(value, rule, path, chosen)
        elif isinstance(value, list):
            first = rule.get("prefixItems", ())
            for index, item in enumerate(value):
                inner = first[index] if index < len(first) else rule.get("items")
                if inner:
                    self._check(item, inner, path + item_step(index))

    def _check_object(self, value: dict[str, Any], rule: Rule, path: str, chosen: frozenset[str]) -> None:
        tag = value.get(rule.get("tag", ""))
        model = rule.get("mapping", {}).get(tag) if isinstance(tag, str) else None
        if model is not None and model not in chosen:
            self._check(value, self._models[model], path, chosen | {model})
            return  # a model that is chosen by its tag has what its parent has
        known, others = rule.get("properties", {}), rule.get("additionalProperties")
        for name, item in value.items():
            inner = known.get(name, others)
            if inner and item is not None:
                self._check(item, inner, path + property_step(name))

    def _check_options(self, value: object, options: tuple[Rule, ...], path: str) -> None:
        """Refuse what is of the kind of some options and breaks a rule of each of them."""
        problem: _BrokenRuleError | None = None
        for option in options:
            if _is_kind(value, option):
                try:
                    return self._check(value, option, path)
                except _BrokenRuleError as broken:
                    problem = problem or broken
        if problem is not None:
            raise problem
        return None


class _BrokenRuleError(Exception):
    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path, self.message = path, message


def _rule_for(media: str, rules: Mapping[str, Rule]) -> Rule:
    """Choose by media type; where there is one rule only, an unlisted type is taken for another name of its own."""
    return rules.get(media) or (next(iter(rules.values())) if len(rules) == 1 else {})


def _is_kind(value: object, option: Rule) -> bool:
    """Say whether a value may be meant as an option of a union: by its type, and the properties that it must have."""
    kinds = option.get("type")
    if kinds is not None and not any(_is_type(value, kind) for kind in kinds):
        return False
    return not isinstance(value, dict) or all(name in value for name in option.get("required", ()))


def _is_type(value: object, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
