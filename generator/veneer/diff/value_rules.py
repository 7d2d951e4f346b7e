"""The rules for values on the wire, wherever they stand: types, constraints, properties, enums.

What a service asks of a request may become less but not more; what it promises of an answer, more but not less.
"""

from __future__ import annotations

from functools import partial

from veneer.diff.changes import Direction, Kind, Layer
from veneer.diff.levels import Level, Rule

_K = Kind
_BREAKING, _RISKY, _SAFE = Level.BREAKING, Level.RISKY, Level.SAFE

_any = partial(Rule, layers=frozenset({Layer.WIRE}))
_in = partial(_any, direction=Direction.REQUEST)
_out = partial(_any, direction=Direction.RESPONSE)

# id, what it looks at, level, message
VALUE_RULES: tuple[Rule, ...] = (
    _in("request-type-changed", _K.TYPE_CHANGED, _BREAKING, "another type is asked for: {old} -> {new}"),
    _out("response-type-changed", _K.TYPE_CHANGED, _BREAKING, "comes as another type: {old} -> {new}"),
    _in("request-type-widened", _K.TYPE_WIDENED, _SAFE, "more is accepted: {old} -> {new}"),
    _out("response-type-widened", _K.TYPE_WIDENED, _BREAKING, "more may come: {old} -> {new}"),
    _in("request-type-narrowed", _K.TYPE_NARROWED, _BREAKING, "less is accepted: {old} -> {new}"),
    _out("response-type-narrowed", _K.TYPE_NARROWED, _SAFE, "less may come: {old} -> {new}"),
    _in("request-became-nullable", _K.BECAME_NULLABLE, _SAFE, "null is accepted: {old} -> {new}"),
    _out("response-became-nullable", _K.BECAME_NULLABLE, _RISKY, "null may come: {old} -> {new}"),
    _in(
        "request-no-longer-nullable", _K.NO_LONGER_NULLABLE, _BREAKING, "null is not accepted any more: {old} -> {new}"
    ),
    _out("response-no-longer-nullable", _K.NO_LONGER_NULLABLE, _SAFE, "null does not come any more: {old} -> {new}"),
    _in("request-option-added", _K.OPTION_ADDED, _SAFE, "is accepted too"),
    _out("response-option-added", _K.OPTION_ADDED, _BREAKING, "may come too"),
    _in("request-option-removed", _K.OPTION_REMOVED, _BREAKING, "is not accepted any more"),
    _out("response-option-removed", _K.OPTION_REMOVED, _SAFE, "does not come any more"),
    _in("request-constraint-tightened", _K.CONSTRAINT_TIGHTENED, _BREAKING, "less is accepted: {old} -> {new}"),
    _out("response-constraint-tightened", _K.CONSTRAINT_TIGHTENED, _SAFE, "less may come: {old} -> {new}"),
    _in("request-constraint-loosened", _K.CONSTRAINT_LOOSENED, _SAFE, "more is accepted: {old} -> {new}"),
    _out("response-constraint-loosened", _K.CONSTRAINT_LOOSENED, _BREAKING, "more may come: {old} -> {new}"),
    _in("request-constraint-changed", _K.CONSTRAINT_CHANGED, _RISKY, "other values may be accepted: {old} -> {new}"),
    _out("response-constraint-changed", _K.CONSTRAINT_CHANGED, _RISKY, "other values may come: {old} -> {new}"),
    _in("request-default-changed", _K.DEFAULT_CHANGED, _RISKY, "leaving it out means something else: {old} -> {new}"),
    _out("response-default-changed", _K.DEFAULT_CHANGED, _SAFE, "its default changed: {old} -> {new}"),
    _in(
        "request-required-property-added", _K.REQUIRED_PROPERTY_ADDED, _BREAKING, "was added and has to be sent: {new}"
    ),
    _out("response-required-property-added", _K.REQUIRED_PROPERTY_ADDED, _SAFE, "was added and always comes: {new}"),
    _in("request-optional-property-added", _K.OPTIONAL_PROPERTY_ADDED, _SAFE, "was added and may be left out: {new}"),
    _out("response-optional-property-added", _K.OPTIONAL_PROPERTY_ADDED, _SAFE, "was added and may come: {new}"),
    _in("request-property-removed", _K.PROPERTY_REMOVED, _RISKY, "was removed; the service may refuse or ignore it"),
    _out("response-property-removed", _K.PROPERTY_REMOVED, _BREAKING, "was removed: {old}"),
    _in(
        "request-property-became-required", _K.PROPERTY_BECAME_REQUIRED, _BREAKING, "has to be sent now: {old} -> {new}"
    ),
    _out("response-property-became-required", _K.PROPERTY_BECAME_REQUIRED, _SAFE, "always comes now: {old} -> {new}"),
    _in("request-property-became-optional", _K.PROPERTY_BECAME_OPTIONAL, _SAFE, "may be left out now: {old} -> {new}"),
    _out(
        "response-property-became-optional", _K.PROPERTY_BECAME_OPTIONAL, _RISKY, "may be missing now: {old} -> {new}"
    ),
    _in(
        "property-became-read-only",
        _K.PROPERTY_BECAME_READ_ONLY,
        _BREAKING,
        "is read-only now: it may not be sent any more",
    ),
    _out(
        "property-became-write-only",
        _K.PROPERTY_BECAME_WRITE_ONLY,
        _BREAKING,
        "is write-only now: it does not come any more",
    ),
    _any("property-deprecated", _K.PROPERTY_DEPRECATED, _SAFE, "is deprecated"),
    _any("type-deprecated", _K.TYPE_DEPRECATED, _SAFE, "is deprecated"),
    _any("no-longer-deprecated", _K.NO_LONGER_DEPRECATED, _SAFE, "is not deprecated any more"),
    _any("xml-changed", _K.XML_CHANGED, _RISKY, "is written otherwise where it is XML: {old} -> {new}"),
    _in("request-object-closed", _K.OBJECT_CLOSED, _BREAKING, "properties that are not named are refused now"),
    _out("response-object-closed", _K.OBJECT_CLOSED, _SAFE, "holds only properties that are named now"),
    _any("object-opened", _K.OBJECT_OPENED, _SAFE, "may hold properties that are not named"),
    _any(
        "discriminator-changed",
        _K.DISCRIMINATOR_CHANGED,
        _BREAKING,
        "what tells its kinds apart changed: {old} -> {new}",
    ),
    _in("request-discriminator-value-added", _K.DISCRIMINATOR_VALUE_ADDED, _SAFE, "is accepted too: {new}"),
    _out("response-discriminator-value-added", _K.DISCRIMINATOR_VALUE_ADDED, _RISKY, "may come: {new}"),
    _in(
        "request-discriminator-value-removed",
        _K.DISCRIMINATOR_VALUE_REMOVED,
        _BREAKING,
        "is not accepted any more: {old}",
    ),
    _out(
        "response-discriminator-value-removed", _K.DISCRIMINATOR_VALUE_REMOVED, _SAFE, "does not come any more: {old}"
    ),
    _in("request-enum-value-added", _K.ENUM_VALUE_ADDED, _SAFE, "is accepted too"),
    _out("response-enum-value-added", _K.ENUM_VALUE_ADDED, _RISKY, "may come, and callers were told of all values"),
    _any("open-enum-value-added", _K.OPEN_ENUM_VALUE_ADDED, _SAFE, "is known now; the enum is open"),
    _in("request-enum-value-removed", _K.ENUM_VALUE_REMOVED, _BREAKING, "is not accepted any more"),
    _out("response-enum-value-removed", _K.ENUM_VALUE_REMOVED, _SAFE, "does not come any more"),
    _in(
        "request-open-enum-value-removed",
        _K.OPEN_ENUM_VALUE_REMOVED,
        _BREAKING,
        "is not named any more, so the service may refuse it",
    ),
    _out(
        "response-open-enum-value-removed", _K.OPEN_ENUM_VALUE_REMOVED, _SAFE, "is not named any more; the enum is open"
    ),
    _in("request-enum-opened", _K.ENUM_OPENED, _SAFE, "values that are not listed are accepted"),
    _out("response-enum-opened", _K.ENUM_OPENED, _RISKY, "values that are not listed may come"),
    _in("request-enum-closed", _K.ENUM_CLOSED, _BREAKING, "values that are not listed are refused now"),
    _out("response-enum-closed", _K.ENUM_CLOSED, _SAFE, "values that are not listed do not come any more"),
)
