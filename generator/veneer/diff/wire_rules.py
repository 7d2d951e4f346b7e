"""The rules for what goes over the wire: the service, operations, parameters, bodies and answers."""

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
WIRE_RULES: tuple[Rule, ...] = (
    _in("server-moved", _K.DEFAULT_SERVER_CHANGED, _RISKY, "the default server is another one: {old} -> {new}"),
    _in("server-added", _K.SERVER_ADDED, _SAFE, "server {new} was added"),
    _in("server-removed", _K.SERVER_REMOVED, _RISKY, "server {old} was removed"),
    _in("server-variables-changed", _K.SERVER_VARIABLES_CHANGED, _RISKY, "its variables changed: {old} -> {new}"),
    _in("security-added", _K.SECURITY_ADDED, _SAFE, "{new} is accepted too"),
    _in("security-removed", _K.SECURITY_REMOVED, _BREAKING, "{old} is not accepted any more"),
    _any("operation-added", _K.OPERATION_ADDED, _SAFE, "was added: {new}"),
    _any("operation-removed", _K.OPERATION_REMOVED, _BREAKING, "was removed: {old}"),
    _any("operation-renamed", _K.OPERATION_RENAMED, _SAFE, "has another id, {new}; the request is the same"),
    _any("operation-deprecated", _K.OPERATION_DEPRECATED, _SAFE, "is deprecated"),
    _in(
        "operation-server-changed",
        _K.OPERATION_SERVER_CHANGED,
        _RISKY,
        "is sent to another server: {old} -> {new}",
    ),
    _any("method-changed", _K.METHOD_CHANGED, _BREAKING, "HTTP method {old} -> {new}"),
    _any("path-changed", _K.PATH_CHANGED, _BREAKING, "path {old} -> {new}"),
    _any("long-running-changed", _K.LONG_RUNNING_CHANGED, _RISKY, "when the work is done changed: {old} -> {new}"),
    _in("required-parameter-added", _K.REQUIRED_PARAMETER_ADDED, _BREAKING, "was added and has to be sent: {new}"),
    _in("optional-parameter-added", _K.OPTIONAL_PARAMETER_ADDED, _SAFE, "was added and may be left out: {new}"),
    _in("parameter-removed", _K.PARAMETER_REMOVED, _RISKY, "was removed; the service may refuse or ignore it"),
    _in("parameter-moved", _K.PARAMETER_MOVED, _BREAKING, "is sent elsewhere: {old} -> {new}"),
    _in(
        "path-parameter-renamed",
        _K.PATH_PARAMETER_RENAMED,
        _SAFE,
        "has another name, which no request holds: {old} -> {new}",
    ),
    _in("parameter-became-required", _K.PARAMETER_BECAME_REQUIRED, _BREAKING, "has to be sent now: {old} -> {new}"),
    _in("parameter-became-optional", _K.PARAMETER_BECAME_OPTIONAL, _SAFE, "may be left out now: {old} -> {new}"),
    _in(
        "parameter-written-otherwise", _K.PARAMETER_WRITTEN_OTHERWISE, _BREAKING, "is written otherwise: {old} -> {new}"
    ),
    _in("parameter-deprecated", _K.PARAMETER_DEPRECATED, _SAFE, "is deprecated"),
    _in("required-body-added", _K.REQUIRED_BODY_ADDED, _BREAKING, "was added and has to be sent"),
    _in("optional-body-added", _K.OPTIONAL_BODY_ADDED, _SAFE, "was added and may be left out"),
    _in("body-removed", _K.BODY_REMOVED, _BREAKING, "was removed"),
    _in("body-became-required", _K.BODY_BECAME_REQUIRED, _BREAKING, "has to be sent now: {old} -> {new}"),
    _in("body-became-optional", _K.BODY_BECAME_OPTIONAL, _SAFE, "may be left out now: {old} -> {new}"),
    _in("request-media-type-added", _K.MEDIA_TYPE_ADDED, _SAFE, "media type {new} is accepted too"),
    _in("request-media-type-removed", _K.MEDIA_TYPE_REMOVED, _BREAKING, "media type {old} is not accepted any more"),
    _out("response-media-type-added", _K.MEDIA_TYPE_ADDED, _SAFE, "may come as media type {new} too"),
    _out("response-media-type-removed", _K.MEDIA_TYPE_REMOVED, _BREAKING, "does not come as media type {old} any more"),
    _in("part-written-otherwise", _K.PART_WRITTEN_OTHERWISE, _BREAKING, "is written otherwise: {old} -> {new}"),
    _out("success-status-added", _K.SUCCESS_STATUS_ADDED, _RISKY, "is a success that callers do not know"),
    _out("success-status-removed", _K.SUCCESS_STATUS_REMOVED, _BREAKING, "does not come any more"),
    _out("error-status-added", _K.ERROR_STATUS_ADDED, _SAFE, "is told now"),
    _out("error-status-removed", _K.ERROR_STATUS_REMOVED, _SAFE, "is not told any more"),
    _out("content-added", _K.CONTENT_ADDED, _SAFE, "has content now"),
    _out("content-removed", _K.CONTENT_REMOVED, _BREAKING, "has no content any more"),
    _out("header-added", _K.HEADER_ADDED, _SAFE, "was added: {new}"),
    _out("header-removed", _K.HEADER_REMOVED, _BREAKING, "was removed: {old}"),
    _out("header-became-required", _K.HEADER_BECAME_REQUIRED, _SAFE, "always comes now: {old} -> {new}"),
    _out("header-written-otherwise", _K.HEADER_WRITTEN_OTHERWISE, _BREAKING, "is written otherwise: {old} -> {new}"),
    _out("header-became-optional", _K.HEADER_BECAME_OPTIONAL, _RISKY, "may be missing now: {old} -> {new}"),
)
