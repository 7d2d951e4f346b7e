"""Api + Configuration -> the groups of a root client: one for each tag that decides about an operation."""

from __future__ import annotations

from collections.abc import Iterable

from veneer import names
from veneer.model import Api, Docs, Operation
from veneer.overlay.meant import or_meant
from veneer.overlay.planned import PlannedGroup
from veneer.overlay.problems import PlanProblems
from veneer.upstream import UntrustedString


def tag_of(operation: Operation) -> str:
    """Return the tag that decides about an operation: its first that is not empty; nothing where it has none."""
    return next((text for tag in operation.tags if (text := tag.get_untrusted_value()).strip()), "")


def plan_groups(
    api: Api, operations: Iterable[Operation], problems: PlanProblems, modules: Iterable[str]
) -> tuple[PlannedGroup, ...]:
    """Return the groups of a root client, in the order in which the description lists its tags.

    Args:
        api: The description.
        operations: Those that are generated; a tag that decides about none of them has no group.
        problems: Told of collisions, and of names in package.toml that change nothing.
        modules: What lies beside the groups in a version's package.
    """
    tags = dict.fromkeys(tag for item in operations if (tag := tag_of(item)))
    docs = {name.get_untrusted_value(): docs for name, docs in api.tags}
    known = [*(tag for tag in docs if tag in tags), *(tag for tag in tags if tag not in docs)]
    chosen = problems.configuration.groups
    for tag in chosen:
        if tag not in tags:
            message = f"{problems.spec_name} has no operation with `{tag}` as its first tag"
            problems.lacks("unused-name", message, tag, f"Remove it{or_meant(tag, known)}.", "groups")
    groups: list[PlannedGroup] = []
    taken, classes = set(modules), set[str]()

    def attribute_of(tag: str) -> str:
        derived = names.method_name(tag, names.CLIENT_MEMBERS)
        if chosen.get(tag) == derived:
            problems.lacks("unused-name", f"`{tag}` would be `{derived}` without it too", tag, "Remove it.", "groups")
        return chosen.get(tag, derived)

    for tag, attribute in names.keep_apart(known, attribute_of, problems.collided_tag):
        name = names.group_class(attribute, classes)
        classes |= {name, f"Async{name}"}
        module = names.module_name(attribute)
        module = module if module not in taken else names.module_name(f"{attribute}_operations")
        while module in taken:
            module += "_"
        taken.add(module)
        groups.append(PlannedGroup(UntrustedString(tag), attribute, name, module, docs.get(tag, Docs())))
    return tuple(groups)
