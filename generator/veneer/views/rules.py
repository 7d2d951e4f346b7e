"""ClientPlan -> the view of `_rules.py`: what must hold for values beyond their types, in the words of JSON Schema."""

from __future__ import annotations

from typing import Any

from veneer.model import (
    COMMON_TYPES,
    CONSTRAINT_KEYWORDS,
    NO_CONSTRAINTS,
    AliasRef,
    BoolType,
    BytesType,
    Constraints,
    Content,
    DateType,
    DecimalType,
    EnumRef,
    FloatType,
    IntType,
    ListType,
    MapType,
    MediaKind,
    ModelRef,
    NullableType,
    NullType,
    Parameter,
    Property,
    StringType,
    TimeType,
    TupleType,
    Type,
    UnionType,
    UuidType,
    bare,
    leaves,
)
from veneer.overlay.plan import ClientPlan, PlannedModel, PlannedOperation
from veneer.upstream import UntrustedString
from veneer.views.docstring import Docstring
from veneer.views.imports import import_block
from veneer.views.literals import literal
from veneer.views.view import FileView, Import

_WHOLE = frozenset({MediaKind.JSON, MediaKind.MERGE_PATCH, MediaKind.XML})
_READ = _WHOLE | {MediaKind.JSON_LINES, MediaKind.EVENT_STREAM}
_SENT = _WHOLE | {MediaKind.FORM, MediaKind.MULTIPART, MediaKind.JSON_LINES}

_Rule = dict[str, Any]


def rules_view(plan: ClientPlan, header: str) -> FileView:
    """Return the file with the rules of a version."""
    book = _Book(plan)
    operations = {
        literal(item.id): _printed(rules)
        for client in plan.clients
        for item in client.operations
        if (rules := book.of_operation(item))
    }
    needed = {Import(f"{plan.package}._runtime", name) for name in ("OperationRules", "Rule")}
    return FileView(
        f"{plan.package}/{plan.module}/_rules.py",
        "rules.py.jinja",
        {
            "header": header,
            "module_docstring": Docstring(
                "What must hold for values beyond their types: read by clients with ``validate=True``."
            ),
            "imports": import_block(needed, f"{plan.package}.{plan.module}._rules", plan.package),
            "operations": operations,
            "models": {literal(name): _printed(rule) for name, rule in book.of_models().items()},
        },
    )


def has_rules(parameter: Parameter) -> bool:
    """Tell whether something may have to hold for the argument of a parameter."""
    items = bare(parameter.type)
    inner = isinstance(items, ListType) and _limits(items.constraints)
    return bool(_limits(parameter.constraints) or inner) or any(
        isinstance(item, ModelRef | AliasRef) for item in leaves(parameter.type)
    )


class _Book:
    """The rules of one version; a model that nothing has to hold for, at any depth, is in none of them."""

    def __init__(self, plan: ClientPlan) -> None:
        self._plan = plan
        self._ruled = self._with_rules()

    def of_models(self) -> dict[str, _Rule]:
        models = {item.name: self._of_model(item) for id, item in self._plan.models.items() if id in self._ruled}
        aliases = self._plan.aliases.items()
        return models | {item.name: self._of(item.alias.type) for id, item in aliases if id in self._ruled}

    def of_operation(self, operation: PlannedOperation) -> _Rule:
        subject = operation.operation
        arguments = {
            item.name: self._of(item.parameter.type, item.parameter.constraints) for item in operation.parameters
        }
        sent = subject.body.contents if subject.body is not None else ()
        answers = tuple(
            (item.status.low, item.status.high, rules)
            for item in subject.successes
            if (rules := self._by_type(item.contents, _READ))
        )
        return _kept(arguments=_kept(**arguments), content=self._by_type(sent, _SENT), answers=answers)

    def _by_type(self, contents: tuple[Content, ...], kinds: frozenset[MediaKind]) -> _Rule:
        return {
            item.media_type.get_untrusted_value().partition(";")[0].strip().lower(): rule
            for item in contents
            if item.kind in kinds and (rule := self._of_content(item))
        }

    def _of_content(self, content: Content) -> _Rule:
        """Return the rule of all that it holds, or of each item of a stream."""
        return self._of(content.type, content.constraints) if content.item is None else self._of(content.item)

    def _of(self, type: Type, constraints: Constraints = NO_CONSTRAINTS) -> _Rule:
        limits = _limits(constraints)
        match type:
            case StringType() | BoolType() | IntType() | EnumRef():  # most of what there is
                return limits
            case NullableType(of):
                return self._of(of, constraints)
            case ModelRef(id):
                return limits | ({"$ref": self._plan.models[id].name} if id in self._ruled else {})
            case AliasRef(id):
                return limits | ({"$ref": self._plan.aliases[id].name} if id in self._ruled else {})
            case ListType(item):
                return limits | _kept(items=self._of(item, type.constraints))
            case MapType(value):
                return limits | _kept(additionalProperties=self._of(value, type.constraints))
            case TupleType(items, rest):
                first = tuple(self._of(item) for item in items)
                inner = self._of(rest) if rest is not None else {}
                return limits | _kept(prefixItems=first if any(first) else (), items=inner)
            case UnionType():
                return limits | self._of_union(type)
        return limits

    def _of_union(self, type: UnionType) -> _Rule:
        mapping = self._mapping(type.mapping)
        if mapping and type.discriminator is not None:
            return {"tag": type.discriminator, "mapping": mapping}
        limits = type.constraints or (NO_CONSTRAINTS,) * len(type.options)
        options = tuple(self._of(option, limit) for option, limit in zip(type.options, limits, strict=True))
        if not any(options):
            return {}
        return {"anyOf": tuple(self._kind(item) | rule for item, rule in zip(type.options, options, strict=True))}

    def _kind(self, type: Type) -> _Rule:
        """Return what tells that a value may be meant as an option of a union."""
        match type:
            case ModelRef(id):
                needed = (item.property for item in self._plan.models[id].properties)
                return {"type": ("object",)} | _kept(required=tuple(item.wire_name for item in needed if item.required))
            case AliasRef(id):
                return self._kind(self._plan.aliases[id].alias.type)
            case MapType():
                return {"type": ("object",)}
            case ListType() | TupleType():
                return {"type": ("array",)}
            case BoolType():
                return {"type": ("boolean",)}
            case StringType() | BytesType() | DateType() | TimeType() | UuidType():
                return {"type": ("string",)}
            case NullType():
                return {"type": ("null",)}
            case IntType(as_string=False) | FloatType(as_string=False) | DecimalType(as_string=False):
                return {"type": ("number",)}
        return {}

    def _of_model(self, planned: PlannedModel) -> _Rule:
        model = planned.model
        own = [item.property for item in planned.properties if _may_have_rule(item.property)]
        rule = _limits(model.constraints) | _kept(
            properties={item.wire_name: inner for item in own if (inner := self._of(item.type, item.constraints))},
            additionalProperties=self._of(model.additional) if model.additional is not None else {},
        )
        if model.discriminator is not None and (mapping := self._mapping(model.discriminator.mapping, model.id)):
            rule |= {"tag": model.discriminator.property, "mapping": mapping}
        return rule

    def _mapping(self, pairs: tuple[tuple[UntrustedString, str], ...], itself: str = "") -> dict[UntrustedString, str]:
        return {tag: self._plan.models[id].name for tag, id in pairs if id in self._ruled and id != itself}

    def _with_rules(self) -> frozenset[str]:
        """Return the models and the aliases that something has to hold for, in them or in what they hold."""
        self._ruled = frozenset()
        models, aliases = self._plan.models.items(), self._plan.aliases.items()
        found = {id for id, item in models if self._of_model(item)}
        found |= {id for id, item in aliases if self._of(item.alias.type)}
        holders: dict[str, set[str]] = {}
        for id, held in ((id, held) for id, item in models for held in _held(item)):
            holders.setdefault(held, set()).add(id)
        for id, held in ((id, held) for id, item in aliases for held in _named_in(item.alias.type)):
            holders.setdefault(held, set()).add(id)
        waiting = list(found)
        while waiting:
            new = holders.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return frozenset(found)


def _may_have_rule(property: Property) -> bool:
    return property.constraints is not NO_CONSTRAINTS or not isinstance(property.type, COMMON_TYPES)


def _held(planned: PlannedModel) -> set[str]:
    model = planned.model
    types = [item.property.type for item in planned.properties] + ([model.additional] if model.additional else [])
    held = {id for type in types if not isinstance(type, COMMON_TYPES) for id in _named_in(type)}
    return held | ({id for _, id in model.discriminator.mapping} if model.discriminator is not None else set())


def _named_in(type: Type) -> set[str]:
    return {item.id for item in leaves(type) if isinstance(item, ModelRef | AliasRef)}


def _kept(**rules: Any) -> _Rule:
    """Return the rules that say something."""
    return {name: rule for name, rule in rules.items() if rule}


def _limits(constraints: Constraints) -> _Rule:
    if constraints is NO_CONSTRAINTS:
        return {}
    values = {keyword: getattr(constraints, name) for name, keyword in CONSTRAINT_KEYWORDS.items()}
    return {keyword: value for keyword, value in values.items() if value is not None and value is not False}


def _printed(value: Any) -> str:
    """Return the literal of a rule."""
    match value:
        case dict():
            return f"{{{', '.join(f'{literal(name)}: {_printed(inner)}' for name, inner in value.items())}}}"
        case tuple():
            return f"({', '.join(map(_printed, value))}{',' if len(value) == 1 else ''})"
    return literal(int(value) if isinstance(value, float) and value.is_integer() else value)
