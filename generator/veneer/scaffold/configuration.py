"""The plan of a client that nobody configured yet -> a package.toml that changes nothing, with what could be said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from veneer.model import StringType, bare
from veneer.names import class_name, is_name
from veneer.overlay import ClientPlan
from veneer.render.filters import comment, toml
from veneer.upstream import UntrustedString

_SECRET = re.compile(r"(?i)(password|secret|(access|auth|refresh|api|session)_?-?(token|key))$")
_MOST = 12  # of a kind


def configuration_text(plan: ClientPlan) -> str:
    """Return the text of a package.toml.

    Everything in it that is commented out fits the description, alone and together.

    Args:
        plan: One version, planned without a configuration.
    """
    root = plan.clients[0]
    blocks = [
        [
            f"# How the client `{plan.package}` is made from the descriptions in spec/{plan.package}.",
            "# What is commented out is what there is now, or fits it: take the # away, and write what you want.",
        ],
        [
            f"default_version = {toml(plan.version)}  # the one that `import {plan.package}` stands for",
            '# distribution_version = "0.1.0"',
            f"# summary = {toml(_summary(plan))}",
            *_secrets(plan),
            f"# testing = false  # true adds {plan.package}.testing: the service in process, for tests",
        ],
        [
            f"# {root.name} has a group for each tag, and itself the operations without one. Without groups:",
            "# `groups = false`, above all tables. Or say what clients there are, with [clients.NAME].",
            *_groups(plan),
        ],
        *_operations(plan),
        *_names(plan),
        ["# There are also [[paging]], for lists in pages, and [[polling]], for operations that take their time."],
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _summary(plan: ClientPlan) -> str:
    return f"Client for {comment(plan.api.title)}."


def _secrets(plan: ClientPlan) -> list[str]:
    properties = [item.property for model in plan.models.values() for item in model.properties]
    texts = [_plain(item.wire_name) for item in properties if isinstance(bare(item.type), StringType)]
    found = dict.fromkeys(name for name in texts if _SECRET.search(name))
    return [f"# secrets = [{', '.join(map(toml, list(found)[:_MOST]))}]  # no repr shows them"] if found else []


def _groups(plan: ClientPlan) -> list[str]:
    named = [(_plain(group.tag), group.attribute) for group in plan.clients[0].groups]
    lines = [f'# {_key(tag)} = "other_{name}"  # instead of {name}' for tag, name in named if tag and name.isascii()]
    return ["# [groups]", *lines[:1]] if lines else []


def _operations(plan: ClientPlan) -> Iterator[list[str]]:
    for operation in (item for client in plan.clients for item in client.operations):
        if id := _plain(operation.operation.id):
            yield [
                f"# [operations.{_key(id)}]",
                f'# name = "another_name"  # its method, instead of {operation.name}',
                "# hidden = false",
                "# protocol_only = false  # no convenience method",
            ]
            return


def _names(plan: ClientPlan) -> Iterator[list[str]]:
    """Yield a class of the description's own that is named after it, and a property."""
    for model in plan.models.values():
        hint = _plain(model.model.hint)
        if hint and not model.model.inline and model.name == class_name(hint):
            yield ["# [names.models]", f'# {_key(hint)} = "AnotherName"']
            break
    for model in plan.models.values():
        for item in model.properties:
            wire_name = _plain(item.property.wire_name)
            if wire_name and is_name(item.name) and item.name != wire_name:
                yield ["# [names.properties]", f'# {_key(wire_name)} = "another_name"']
                return


def _plain(text: UntrustedString) -> str:
    """Return a text that TOML can hold as it is and a reader sees as it is; else nothing."""
    raw = text.get_untrusted_value()
    return raw if raw == comment(raw) else ""


def _key(text: str) -> str:
    return text if re.fullmatch("[A-Za-z0-9_-]+", text) else toml(text)
