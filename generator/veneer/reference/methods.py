"""The two classes of a client and what the plan knows of its operations -> a page for each of its methods."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest

import griffe
from attrs import evolve, frozen

from veneer.overlay.plan import ClientPlan, PlannedClient
from veneer.reference.code import Code, Words, forms, words
from veneer.reference.links import Links
from veneer.reference.paths import method_path
from veneer.reference.samples import Samples
from veneer.reference.values import Argument, Facts, Layer, MethodPage, Sample

_LEAD = "[Protocol method] "
_TWINS = ("Sync", "Async")


def method_pages(
    code: Code, links: Links, plan: ClientPlan, client: PlannedClient, facts: Mapping[str, Facts]
) -> Iterator[MethodPage]:
    """Yield a page for each method of a client, those of the description first.

    Args:
        code: The package as it is generated.
        links: Where types lead.
        plan: The version.
        client: The client, or a group of operations.
        facts: What there is to say of the operation of a method, by the method's name.
    """
    samples = Samples(code.samples(f"samples/{plan.module}/{client.module}.py"))
    protocol = f"{plan.module}._protocol.{client.module}"
    convenience = f"{plan.module}.{client.module}"
    raw = [code.methods(f"{protocol}.{name}") for name in _twins(client.protocol_name)]
    typed = [code.methods(f"{convenience}.{name}") for name in _twins(client.name)]
    for name in dict.fromkeys((*raw[0], *typed[0])):
        path = method_path(plan, client, name)
        twins = tuple(own.get(name) or base.get(name) for own, base in zip(typed, raw, strict=True))
        sync = next(item for item in twins if item is not None)
        said = {False: words(sync), True: words(raw[0].get(name, sync))}
        shown = {is_raw: tuple(samples.of(name, protocol=is_raw)) for is_raw in (False, True)}
        layers = tuple(_told_apart([*_layers(_Method(twins, said, shown), links, path)]))
        all_facts = (("Class", f"[`{client.name}`](index.md)"), *facts.get(name, ()), ("Code", f"`{code.place(sync)}`"))
        yield MethodPage(path, name, layers[0].summary, all_facts, layers)


@frozen
class _Method:
    """A method, sync and async, with what is said and shown of its convenience layer and of its protocol layer."""

    twins: tuple[griffe.Function | None, ...]
    said: Mapping[bool, Words]
    samples: Mapping[bool, tuple[Sample, ...]]


def _twins(name: str) -> tuple[str, str]:
    return name, f"Async{name}"


def _layers(method: _Method, links: Links, path: str) -> Iterator[Layer]:
    """Yield a layer for each way to call a method; the async way stands beside the sync one."""
    sync, other = ([*forms(item)] if item is not None else [] for item in method.twins)
    samples = dict(method.samples)
    for pair in zip_longest(sync, other):
        form = next(item for item in pair if item is not None)
        is_raw = "httpx.Response" in str(form.function.returns)
        about = method.said[is_raw]
        yield Layer(
            title="Protocol method" if is_raw else "Convenience method",
            anchor="protocol-method" if is_raw else "convenience-method",
            call=_call(form.function),
            summary=about.summary.removeprefix(_LEAD),
            signatures=tuple(
                (label, item.signature) for label, item in zip(_TWINS, pair, strict=True) if item is not None
            ),
            arguments=tuple(_arguments(form.function, about, links, path)),
            returns=(links.type(form.function.returns, path), about.returns),
            raises=tuple((links.type(kind, path), text) for kind, text in about.raises),
            samples=samples.pop(is_raw, ()),  # of several forms, the first one has them
            remarks=about.text,
        )


def _call(function: griffe.Function) -> str:
    """Write a call in short: the arguments that it has to have, with the types by which its forms are told apart."""
    needed = [item for item in function.parameters if item.name != "self" and item.default is None]
    by_name = griffe.ParameterKind.keyword_only
    shown = (
        f"{item.name}=..." if item.kind is by_name else ": ".join(part for part in (item.name, _kind(item)) if part)
        for item in needed
    )
    return f"{function.name}({', '.join(shown)})"


def _kind(parameter: griffe.Parameter) -> str:
    """Return the type of an argument if it is one class or a list of one; nothing for a longer one."""
    kind = str(parameter.annotation).replace("models.", "")
    return kind if re.fullmatch(r"[\w.]+(\[[\w.]+\])?", kind) else ""


def _arguments(function: griffe.Function, said: Words, links: Links, path: str) -> Iterator[Argument]:
    for item in function.parameters:
        if item.name == "self":
            continue
        typed, text = said.arguments.get(item.name, ("", ""))
        rules = [part for part in typed.split("; ")[1:] if part]
        rules += ["required"] if item.default is None else []
        yield Argument(item.name, links.type(item.annotation, path), "; ".join(rules), text)


def _told_apart(layers: list[Layer]) -> Iterator[Layer]:
    """Number the layers of one kind where there are several."""
    count = Counter(item.anchor for item in layers)
    seen = Counter[str]()
    for item in layers:
        seen[item.anchor] += 1
        number = seen[item.anchor]
        several = count[item.anchor] > 1
        yield evolve(item, title=f"{item.title} {number}", anchor=f"{item.anchor}-{number}") if several else item
