"""The rules for Python: clients and methods of either layer, models and enums of the convenience layer.

A model that travels in a request is constructed by callers; one that travels in a response is read by them.
"""

from __future__ import annotations

from functools import partial

from veneer.diff.changes import PYTHON, Direction, Kind, Layer
from veneer.diff.levels import Level, Rule

_K = Kind
_BREAKING, _RISKY, _SAFE = Level.BREAKING, Level.RISKY, Level.SAFE
_TYPED = frozenset({Layer.CONVENIENCE})

_all = partial(Rule, layers=frozenset(Layer))
_both = partial(Rule, layers=PYTHON)
_any = partial(Rule, layers=_TYPED)
_in = partial(Rule, layers=_TYPED, direction=Direction.REQUEST)
_out = partial(Rule, layers=_TYPED, direction=Direction.RESPONSE)

# id, what it looks at, level, message
PYTHON_RULES: tuple[Rule, ...] = (
    _all("mend-did-not-fit", _K.MEND_DID_NOT_FIT, _RISKY, "mends less in the old description: {old}"),
    _all("mend-does-not-fit", _K.MEND_DOES_NOT_FIT, _RISKY, "mends less in the new description: {new}"),
    _any(
        "overlay-did-not-fit",
        _K.OVERLAY_DID_NOT_FIT,
        _RISKY,
        "did not fit, so the method or class is not compared: {old}",
    ),
    _any(
        "overlay-does-not-fit",
        _K.OVERLAY_DOES_NOT_FIT,
        _BREAKING,
        "does not fit any more, so there is nothing to compare: {new}",
    ),
    _both("version-added", _K.VERSION_ADDED, _SAFE, "was added"),
    _both("version-removed", _K.VERSION_REMOVED, _BREAKING, "was removed"),
    _both(
        "default-version-changed",
        _K.DEFAULT_VERSION_CHANGED,
        _RISKY,
        "offers another version where none is named: {old} -> {new}; compare these two",
    ),
    _both("client-added", _K.CLIENT_ADDED, _SAFE, "was added"),
    _both("client-removed", _K.CLIENT_REMOVED, _BREAKING, "was removed"),
    _both("python-method-added", _K.PYTHON_METHOD_ADDED, _SAFE, "was added"),
    _both("python-method-removed", _K.PYTHON_METHOD_REMOVED, _BREAKING, "was removed"),
    _both("python-method-renamed", _K.PYTHON_METHOD_RENAMED, _BREAKING, "has another name: {old} -> {new}"),
    _both("required-argument-added", _K.REQUIRED_ARGUMENT_ADDED, _BREAKING, "was added and has to be given: {new}"),
    _both("optional-argument-added", _K.OPTIONAL_ARGUMENT_ADDED, _SAFE, "was added and may be left out: {new}"),
    _both("argument-removed", _K.ARGUMENT_REMOVED, _BREAKING, "was removed"),
    _both("argument-renamed", _K.ARGUMENT_RENAMED, _BREAKING, "has another name: {old} -> {new}"),
    _both("argument-became-required", _K.ARGUMENT_BECAME_REQUIRED, _BREAKING, "has to be given now"),
    _both("argument-became-optional", _K.ARGUMENT_BECAME_OPTIONAL, _SAFE, "may be left out now"),
    _both("argument-became-keyword", _K.ARGUMENT_BECAME_KEYWORD, _BREAKING, "has to be given by its name now"),
    _both("arguments-reordered", _K.ARGUMENTS_REORDERED, _BREAKING, "the order by position changed: {old} -> {new}"),
    _both("argument-type-widened", _K.ARGUMENT_TYPE_WIDENED, _SAFE, "takes more: {old} -> {new}"),
    _both("argument-type-changed", _K.ARGUMENT_TYPE_CHANGED, _BREAKING, "takes another type: {old} -> {new}"),
    _both("return-type-narrowed", _K.RETURN_TYPE_NARROWED, _SAFE, "returns one of fewer types: {old} -> {new}"),
    _both("return-type-changed", _K.RETURN_TYPE_CHANGED, _BREAKING, "returns another type: {old} -> {new}"),
    _any("overload-added", _K.OVERLOAD_ADDED, _SAFE, "has another form"),
    _any("overload-removed", _K.OVERLOAD_REMOVED, _BREAKING, "has fewer forms: {old} -> {new}"),
    _any("class-added", _K.CLASS_ADDED, _SAFE, "was added"),
    _any("class-removed", _K.CLASS_REMOVED, _BREAKING, "was removed"),
    _any("class-renamed", _K.CLASS_RENAMED, _BREAKING, "has another name: {old} -> {new}"),
    _any("class-kind-changed", _K.CLASS_KIND_CHANGED, _BREAKING, "is something else: {old} -> {new}"),
    _in(
        "constructed-attribute-required", _K.REQUIRED_ATTRIBUTE_ADDED, _BREAKING, "was added and has to be given: {new}"
    ),
    _out("read-attribute-added", _K.REQUIRED_ATTRIBUTE_ADDED, _SAFE, "was added and is always there: {new}"),
    _any("attribute-added", _K.OPTIONAL_ATTRIBUTE_ADDED, _SAFE, "was added: {new}"),
    _any("attribute-removed", _K.ATTRIBUTE_REMOVED, _BREAKING, "was removed: {old}"),
    _any("attribute-renamed", _K.ATTRIBUTE_RENAMED, _BREAKING, "has another name: {old} -> {new}"),
    _in("constructed-attribute-became-required", _K.ATTRIBUTE_BECAME_REQUIRED, _BREAKING, "has to be given now"),
    _in(
        "constructed-attribute-became-keyword",
        _K.ATTRIBUTE_BECAME_KEYWORD,
        _BREAKING,
        "has to be given by its name now",
    ),
    _in("constructed-attribute-widened", _K.ATTRIBUTE_TYPE_WIDENED, _SAFE, "takes more: {old} -> {new}"),
    _out("read-attribute-widened", _K.ATTRIBUTE_TYPE_WIDENED, _BREAKING, "may be more: {old} -> {new}"),
    _in("constructed-attribute-narrowed", _K.ATTRIBUTE_TYPE_NARROWED, _BREAKING, "takes less: {old} -> {new}"),
    _out("read-attribute-narrowed", _K.ATTRIBUTE_TYPE_NARROWED, _SAFE, "is less: {old} -> {new}"),
    _any("attribute-type-changed", _K.ATTRIBUTE_TYPE_CHANGED, _BREAKING, "is another type: {old} -> {new}"),
    _in(
        "constructor-reordered", _K.CONSTRUCTOR_REORDERED, _BREAKING, "the constructor's order changed: {old} -> {new}"
    ),
    _any("member-added", _K.MEMBER_ADDED, _SAFE, "was added"),
    _any("member-removed", _K.MEMBER_REMOVED, _BREAKING, "was removed"),
    _any("member-renamed", _K.MEMBER_RENAMED, _BREAKING, "has another name: {old} -> {new}"),
)
