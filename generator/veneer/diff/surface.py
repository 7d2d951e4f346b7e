"""A ClientPlan and what it prints -> the Python that a caller sees: methods with both layers, models, enums.

Signatures are read from the printed files, since overlays have a say in them; the plan tells what each name stands for.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from attrs import evolve, field, frozen

from veneer.diff.layers import Layer
from veneer.finishing.syntax import BareModels, keywords
from veneer.model import Parameter, Place
from veneer.model.words import plain, value_words
from veneer.overlay.plan import ClientPlan, PlannedClient, PlannedEnum, PlannedModel, PlannedOperation

# Text by path below the distribution's folder.
Files: TypeAlias = Mapping[str, str]

_SERVICE = "_protocol/_service.py"
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_TWIN = re.compile(r"\bAsync(?=(Pager|Poller)\b)")  # what the twin returns in its place is no difference


@frozen
class Argument:
    """An argument or an attribute; `stands_for` is its name in the description, where it has one.

    Its default is for readers alone: the description says what the service takes, and that is compared on the wire.
    """

    name: str
    annotation: str
    required: bool
    keyword: bool
    stands_for: str | None = None
    default: str = field(default="", eq=False)


@frozen
class Signature:
    """One form of a method."""

    arguments: tuple[Argument, ...]
    returns: str


@frozen
class Method:
    """A method in both layers: the protocol form, and the forms of the convenience layer, which may be none.

    The async twin has the same, as it is awaited: an overlay prints each of the two.
    """

    operation: str | None
    protocol: Signature | None
    typed: tuple[Signature, ...]
    twin: Method | None = None


@frozen
class ModelClass:
    """A class below `models`: the attributes of a model, or the members (name -> value) of an enum."""

    id: str
    attributes: tuple[Argument, ...] = ()
    members: Mapping[str, str] | None = None


@frozen
class Surface:
    """What a caller of one version sees; clients hold methods by name, and what their constructors share."""

    clients: Mapping[str, Mapping[str, Method]]
    classes: Mapping[str, ModelClass]
    constructor: Signature


def surface_files(plan: ClientPlan) -> Iterator[str]:
    """Yield the paths of the files that define what a caller sees."""
    root = _root(plan)
    yield f"{root}/{_SERVICE}"
    for client in plan.clients:
        yield from (f"{root}/_protocol/{client.module}.py", f"{root}/{client.module}.py")
    yield from (f"{root}/models/{model.module}.py" for model in plan.models.values())
    yield from (f"{root}/models/{enum.module}.py" for enum in plan.enums.values())


def read_surface(plan: ClientPlan, files: Files) -> Surface:
    """Read the surface of one version.

    Args:
        plan: The version's plan.
        files: What it prints, formatted or not.
    """
    root = _root(plan)
    service = _class(files[f"{root}/{_SERVICE}"], "Service")
    (constructor,) = [node for node in service.body if isinstance(node, ast.FunctionDef) and node.name == "__init__"]
    return Surface(
        {client.name: dict(_methods(client, files, root)) for client in plan.clients},
        dict(_classes(plan, files, root)),
        _signature(constructor, {}),
    )


def _root(plan: ClientPlan) -> str:
    return f"{plan.package}/{plan.module}"


def _class(text: str, name: str) -> ast.ClassDef:
    return next(node for node in ast.parse(text).body if isinstance(node, ast.ClassDef) and node.name == name)


def _methods(client: PlannedClient, files: Files, root: str) -> Iterator[tuple[str, Method]]:
    planned = {item.name: item for item in client.operations}
    sync, twins = (
        {
            layer: _by_name(_class(files[f"{root}/{module}.py"], f"{prefix}{name}"))
            for layer, module, name in (
                (Layer.PROTOCOL, f"_protocol/{client.module}", client.protocol_name),
                (Layer.CONVENIENCE, client.module, client.name),
            )
        }
        for prefix in ("", "Async")
    )
    for name in dict.fromkeys((*sync[Layer.PROTOCOL], *sync[Layer.CONVENIENCE])):
        operation = planned.get(name)
        yield name, evolve(_method(name, operation, sync), twin=_method(name, operation, twins))


def _method(
    name: str, planned: PlannedOperation | None, layers: Mapping[Layer, Mapping[str, list[_Function]]]
) -> Method:
    names = _names(planned) if planned is not None else {}
    below = [_signature(node, names) for node in layers[Layer.PROTOCOL].get(name, ())]
    nodes = layers[Layer.CONVENIENCE].get(name, [])
    # The last one is the implementation, which type checkers show only where it has no stubs.
    forms = [_signature(node, names) for node in (nodes[:-1] or nodes)]
    own = tuple(form for form in forms if not _is_protocol(form))
    return Method(planned.id if planned is not None else None, below[0] if below else None, own)


def _by_name(node: ast.ClassDef) -> dict[str, list[_Function]]:
    found: dict[str, list[_Function]] = {}
    for item in node.body:
        if isinstance(item, _Function) and not item.name.startswith("_"):
            found.setdefault(item.name, []).append(item)
    return found


def _is_protocol(form: Signature) -> bool:
    return any(item.annotation.startswith(("RequestContent", "RequestContext")) for item in form.arguments)


def _names(operation: PlannedOperation) -> dict[str, str]:
    named = {item.name: _stands_for(operation, item.parameter) for item in operation.parameters}
    return named | ({operation.content: "body"} if operation.operation.body is not None else {})


def _stands_for(operation: PlannedOperation, parameter: Parameter) -> str:
    """Return what tells a parameter: its position in the path, where no server sees its name, or else the name."""
    name, path = plain(parameter.wire_name), operation.operation.path.names
    return f"path {path.index(name)}" if parameter.place is Place.PATH else f"{parameter.place} {name}"


def _signature(node: _Function, names: Mapping[str, str]) -> Signature:
    given = node.args
    positional = given.args[1:]
    required = [None] * (len(positional) - len(given.defaults))
    found = [
        Argument(item.arg, _text(item.annotation), default is None, keyword, names.get(item.arg), _text(default))
        for keyword, items, defaults in (
            (False, positional, [*required, *given.defaults]),
            (True, given.kwonlyargs, given.kw_defaults),
        )
        for item, default in zip(items, defaults, strict=True)
    ]
    return Signature(tuple(found), _TWIN.sub("", _text(node.returns)))


def _text(node: ast.expr | None) -> str:
    return "" if node is None else ast.unparse(BareModels().visit(node))


def _classes(plan: ClientPlan, files: Files, root: str) -> Iterator[tuple[str, ModelClass]]:
    for model in plan.models.values():
        node = _class(files[f"{root}/models/{model.module}.py"], model.name)
        yield model.name, ModelClass(model.model.id, tuple(_attributes(model, node)))
    for enum in plan.enums.values():
        yield enum.name, ModelClass(enum.enum.id, members=_members(enum))


def _members(enum: PlannedEnum) -> dict[str, str]:
    return {name: value_words(value.value) for value, name in enum.members}


def _attributes(model: PlannedModel, node: ast.ClassDef) -> Iterator[Argument]:
    names = {item.name: plain(item.property.wire_name) for item in model.properties}
    for item in node.body:
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            options = _options(item.value)
            required = item.value is None or not options.keys() & {"default", "factory"}
            name = item.target.id
            default = _text(options.get("default")) or ("" if required else "...")
            yield Argument(name, _text(item.annotation), required, "kw_only" in options, names.get(name), default)


def _options(value: ast.expr | None) -> dict[str, ast.expr]:
    return keywords(value) if value is None or isinstance(value, ast.Call) else {"default": value}
