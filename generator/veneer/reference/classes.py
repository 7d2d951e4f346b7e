"""A class, an enum, a function or an alias of a package -> its page."""

from __future__ import annotations

from collections.abc import Iterator

import griffe

from veneer.reference.code import Code, Words, forms, words
from veneer.reference.links import Links
from veneer.reference.values import Argument, ClassPage, Facts, Member

_ENUMS = ("Enum", "IntEnum", "StrEnum")
# What every model has is no news on the page of one.
_OF_EVERY_MODEL = frozenset({"to_dict", "from_dict", "to_json", "from_json"})


def class_page(code: Code, links: Links, dotted: str, path: str, facts: Facts = ()) -> ClassPage | None:
    """Make the page of what a dotted path below the package names.

    Args:
        code: The package as it is generated.
        links: Where types lead.
        dotted: The path.
        path: The page.
        facts: What else there is to say of it.

    Returns:
        The page; ``None`` where there is no such thing.
    """
    item = code.find(dotted)
    name = dotted.rpartition(".")[2]
    match item:
        case griffe.Class():
            return _class(code, links, item, name, path, facts)
        case griffe.Function():
            return _page(item, name, "function", path, (*facts, _source(code, item)), _signatures(item), links)
        case griffe.Attribute():
            signature = f"{name} = {item.value}"
            return _page(item, name, "type", path, (*facts, _source(code, item)), signature, links)
        case _:
            return None


def _page(
    item: griffe.Object, name: str, kind: str, path: str, facts: Facts, signature: str, links: Links
) -> ClassPage:
    said = words(item)
    arguments = _arguments(said, links, path)
    return ClassPage(path, name, kind, said.summary, said.text, facts, signature, arguments, (), ())


def _class(code: Code, links: Links, item: griffe.Class, name: str, path: str, facts: Facts) -> ClassPage:
    said = words(item)
    bases = ", ".join(links.type(base, path) for base in item.bases if str(base) != "Model")
    facts = (*facts, *((("Base", bases),) if bases else ()), _source(code, item))
    if any(str(base).rpartition(".")[2].endswith(_ENUMS) for base in item.bases):
        values = tuple(_values(item))
        return ClassPage(path, name, "enum", said.summary, said.text, facts, "", (), values, ())
    is_model = any(str(base) == "Model" for base in item.bases) or "to_dict" in item.members
    arguments = tuple(_attributes(item, said, links, path))
    kind = "model" if is_model and name != "Model" else "class"
    methods = tuple(_methods(item, links, path, hidden=_OF_EVERY_MODEL if kind == "model" else frozenset()))
    signature = _constructor(item)
    return ClassPage(path, name, kind, said.summary, said.text, facts, signature, arguments, (), methods)


def _source(code: Code, item: griffe.Object) -> tuple[str, str]:
    return "Code", f"`{code.place(item)}`"


def _signatures(function: griffe.Function) -> str:
    return "\n".join(form.signature for form in forms(function))


def _arguments(said: Words, links: Links, path: str) -> tuple[Argument, ...]:
    """Return what a docstring lists, each with its type as the docstring has it."""
    return tuple(
        Argument(name, links.type(typed.partition("; ")[0], path), _rules(typed), text)
        for name, (typed, text) in said.arguments.items()
    )


def _rules(typed: str) -> str:
    return typed.partition("; ")[2]


def _attributes(item: griffe.Class, said: Words, links: Links, path: str) -> Iterator[Argument]:
    """Yield what the docstring lists, each with its type as the code has it."""
    for name, (typed, text) in said.arguments.items():
        attribute = item.all_members.get(name)
        found = attribute.final_target if isinstance(attribute, griffe.Alias) else attribute
        annotation = found.annotation if isinstance(found, griffe.Attribute) else None
        yield Argument(name, links.type(annotation or typed.partition("; ")[0] or None, path), _rules(typed), text)


def _values(item: griffe.Class) -> Iterator[Member]:
    for name, each in item.members.items():
        if isinstance(each, griffe.Attribute) and not name.startswith("_") and each.value is not None:
            yield Member(name, f"{name} = {each.value}", each.docstring.value if each.docstring else "")


def _methods(item: griffe.Class, links: Links, path: str, *, hidden: frozenset[str]) -> Iterator[Member]:
    for name, each in item.members.items():
        if name.startswith("_") or name in hidden:
            continue
        if isinstance(each, griffe.Function):
            yield _member(each, _signatures(each), links, path)
        elif isinstance(each, griffe.Attribute) and "property" in each.labels:
            yield _member(each, f"{name}: {each.annotation}", links, path)


def _member(item: griffe.Function | griffe.Attribute, signature: str, links: Links, path: str) -> Member:
    said = words(item)
    returns = f"Returns: {said.returns}" if said.returns else ""
    text = "\n\n".join(part for part in (said.summary, said.text, returns) if part)
    arguments = _arguments(said, links, path)
    raises = tuple((links.type(kind, path), told) for kind, told in said.raises)
    return Member(item.name, signature, text, arguments, raises)


def _constructor(item: griffe.Class) -> str:
    """Write how an instance is made, one argument a line."""
    made = item.all_members.get("__init__")
    if isinstance(made, griffe.Function):
        return (
            _signatures(made)
            .removesuffix(" -> None: ...")
            .replace("    self,\n", "")
            .replace("(self, ", "(")
            .replace("def __init__(", f"{item.name}(")
        )
    by_place: list[str] = []
    by_name: list[str] = []
    for attribute in _fields(item):
        options = _options(attribute)
        (by_name if "kw_only" in options else by_place).append(_field(attribute, options))
    shown = [*by_place, *(["*", *by_name] if by_name else [])]
    return "\n".join([f"{item.name}(", *(f"    {line}," for line in shown), ")"]) if shown else f"{item.name}()"


def _fields(item: griffe.Class) -> Iterator[griffe.Attribute]:
    """Yield the attributes that attrs makes arguments of: those of its bases first."""
    found: dict[str, griffe.Attribute] = {}
    for cls in (*reversed(item.mro()), item):
        found |= {
            name: each
            for name, each in cls.attributes.items()
            if each.annotation is not None and "property" not in each.labels and not name.startswith("_")
        }
    yield from found.values()


def _options(attribute: griffe.Attribute) -> dict[str, str]:
    """Return what ``field`` is told; a plain default is told so too."""
    value = attribute.value
    if isinstance(value, griffe.ExprCall) and str(value.function) == "field":
        return {str(each.name): str(each.value) for each in value.arguments if isinstance(each, griffe.ExprKeyword)}
    return {} if value is None else {"default": str(value)}


def _field(attribute: griffe.Attribute, options: dict[str, str]) -> str:
    default = options.get("default", f"{options['factory']}()" if "factory" in options else None)
    return f"{attribute.name}: {attribute.annotation}{'' if default is None else f' = {default}'}"
