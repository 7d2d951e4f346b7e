"""Description text -> Python names: sanitised, kept apart, overridable; the only place where a Python name is made."""

from __future__ import annotations

import builtins
import re
import unicodedata
from collections.abc import Callable, Iterable, Set
from functools import lru_cache
from keyword import iskeyword
from typing import TypeVar

from veneer import runtime
from veneer.upstream import ClassName, PythonIdentifier, UntrustedString, fix_reserved_words

_Item = TypeVar("_Item")

# Names that mean something else where a name of the description goes; such a one gets an underscore, a class `Model`.
MODEL_MEMBERS = frozenset(
    {"additional_properties", "to_dict", "from_dict", "to_json", "from_json", "encode", "decode"}
    | {"define", "dt", "field"}  # imported, and needed below the attribute
)
CLIENT_MEMBERS = frozenset({"close", "aclose", "builtins", "cached_property", "dt", "httpx", "models", "overload"})
GROUP_MEMBERS = CLIENT_MEMBERS - {"close", "aclose"}  # a group is closed with its client
METHOD_PARAMETERS = (
    frozenset({"self", "content", "context", "cancellation", "fetch", "models", "options", "raw"})
    | {
        "page_link",
        "page_start",
    }
    | {name for name in runtime.__all__ if name.islower() and not name.startswith(("put", "take"))}
)
CLASSES = frozenset({"Any", "Decimal", "Coroutine", "Literal", "Mapping", "Sequence", "UUID"}) | {
    *("BinaryContent", "CancellationToken", "ClosedIntEnum", "ClosedStrEnum", "FileContent", "Model", "OpenIntEnum"),
    *("OpenStrEnum", "RequestContent", "RequestContext", "Response", "UnknownObject", "Unset"),
    *("AsyncPager", "AsyncPoller", "Pager", "Poller"),
    *("AsyncIterable", "AsyncStream", "Iterable", "ServerSentEvent", "Stream", "XmlField"),
}
# Windows keeps these for devices, whatever comes behind the dot.
_PORTS = {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
_DEVICES = frozenset({"aux", "con", "nul", "prn"} | _PORTS)

_GROUPED = re.compile(r"^[A-Z][A-Za-z0-9]*_(?=[A-Z])")  # AutoRest's `Group_Operation`
_WORD = re.compile(r"[^\W_]+")  # what stands between delimiters
_LEAD = re.compile(r"(?i)api|v[0-9]+")  # what may stand before a group's name and says nothing
_CONTROLLER = "controller"  # NestJS ends the names of groups so
_RANDOM = re.compile(r"(?i)[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")  # a UUID, which nobody can read
_UNFIT = re.compile(r"[^0-9A-Za-z_ .-]")  # of ASCII, what no name can hold and is no delimiter
_SIGNS = {"-": "minus", "+": "plus"}
_SPELLED = 4  # signs
# The front end's words of a text that was cleaned; where there are capitals, small letters are words of their own.
_PLAIN_WORDS = re.compile(r"[^_ .-]+")
_MIXED_WORDS = re.compile(r"[A-Z]?[a-z]+|(?:(?![A-Z]?[a-z])[^_ .-])+")
_BUILTINS = frozenset(dir(builtins))
_LONGEST = 100  # bytes: a module is named after its class, and file systems take 255
_REMEMBERED = 20_000  # texts


def operation_stem(id: str, method: str, path: str) -> str:
    """Return what an operation is called outside of any group: ``Pets_ListAll`` -> ``ListAll``.

    Args:
        id: The operationId, or what stands for it.
        method: The operation's HTTP method.
        path: Its path, as the description has it.

    Returns:
        The id without its group. Without an id, or with a UUID as one, the method, the fixed segments of the path, and
        ``by`` with each parameter: ``GET /pets/{id}/toys`` -> ``get_pets_by_id_toys``.
    """
    return _route_stem(method, path) if _says_nothing(id, method, path) else _GROUPED.sub("", id)


def _says_nothing(id: str, method: str, path: str) -> bool:
    return id == route_id(method, path) or _RANDOM.fullmatch(id) is not None


def _route_stem(method: str, path: str) -> str:
    return re.sub(r"\{[+#./;?&]?([^{}]*)\}", r"_by_\1_", route_id(method, path))


def route_id(method: str, path: str) -> str:
    """Return what stands for the operationId where the description has none."""
    return f"{method.lower()}_{path}"


def method_stem(id: str, method: str, path: str, group: str = "", package: str = "") -> str:
    """Return the part of an operationId that a method is named after.

    Args:
        id: The operationId, or what stands for it.
        method: The operation's HTTP method.
        path: Its path, as the description has it.
        group: The tag whose group it is in, if it is in one; where the id begins with it and a delimiter, or with that
            behind ``api``, a version or the package's name, all of this is left out: ``repos/list-for-org`` in `repos`
            -> ``list-for-org``.
        package: The name of the package.

    Returns:
        That part; what `operation_stem` says of an operation without an id.
    """
    if _says_nothing(id, method, path):
        return _route_stem(method, path)
    words = list(_WORD.finditer(id))
    wanted = "".join(_WORD.findall(group)).casefold()
    for begin in range(len(words) if wanted else 0):
        joined = ""
        for word, following in zip(words[begin:], words[begin + 1 :], strict=False):
            joined += word[0].casefold()
            if joined in (wanted, f"{wanted}{_CONTROLLER}"):
                return id[following.start() :]
        if not _LEAD.fullmatch(words[begin][0]) and words[begin][0].casefold() != package.casefold():
            break
    return id


def method_name(text: UntrustedString | str, taken: Set[str]) -> str:
    """Return a snake_case name for a method or for the attribute of a group; that of a builtin does no harm there."""
    name = identifier(text, taken)
    bare = name.removesuffix("_")
    return bare if bare in _BUILTINS - taken and is_name(bare) else name


def group_class(attribute: str, taken: Set[str]) -> str:
    """Return the class of a group, of which neither it nor its twin is taken: ``pets`` -> ``PetsOperations``."""
    stem, count = str(ClassName(attribute, "Group")), 1
    name = f"{stem}Operations"
    while not taken.isdisjoint({name, f"Async{name}"}):
        count += 1
        name = f"{stem}Operations{count}"
    return name


def is_name(text: str) -> bool:
    """Tell whether a text can be a name that a person chose: an identifier, no keyword, nothing private."""
    return text.isidentifier() and not iskeyword(text) and not text.startswith("_")


def identifier(text: UntrustedString | str, taken: Set[str] = frozenset()) -> str:
    """Return a snake_case name for a variable, an attribute or a method; one that is taken gets an underscore.

    Args:
        text: What the description says.
        taken: Names that mean something else in that place.
    """
    name = _variable(_text(text))
    return f"{name}_" if name in taken else name


@lru_cache(_REMEMBERED)  # thousands of properties have a few hundred names
def _variable(text: str) -> str:
    return _snake(_cleaned(text), "value_")


def _snake(text: str, prefix: str) -> str:
    name = "_".join(_words(text)).lower() if text.isascii() and not text.startswith("_") else ""
    if name.isidentifier():
        return fix_reserved_words(name)
    return str(PythonIdentifier(_spaced(text), prefix))


def _words(text: str) -> list[str]:
    """Return the words of ASCII's characters as the front end does, which looks at each character several times."""
    return (_PLAIN_WORDS if text == text.lower() else _MIXED_WORDS).findall(text)


def _spaced(text: str) -> str:
    """Return text with a space before each capital after a small letter, where the front end knows of ASCII's alone."""
    if text.isascii():
        return text
    pairs = zip(f" {text}", text, strict=False)
    spaced = "".join(f" {c}" if c.isupper() and before.islower() else c for before, c in pairs)
    return _cleaned(spaced.lower())


def class_name(text: UntrustedString | str) -> str:
    """Return a PascalCase name for a class; one that generated modules import from elsewhere gets ``Model``."""
    name = _pascal(_cleaned(_text(text)))
    name = name[:1].upper() + name[1:]
    return f"{name}Model" if name in CLASSES else name


def _pascal(text: str) -> str:
    capitalized = (word if word.isupper() else word.capitalize() for word in _words(text)) if text.isascii() else ()
    name = "".join(capitalized)
    if name.isidentifier():
        return fix_reserved_words(name)
    return str(ClassName(_spaced(text), "Model"))


def member_name(text: UntrustedString | str) -> str:
    """Return an UPPER_CASE name for an enum member; signs are spelled: ``-name`` -> ``MINUS_NAME``."""
    text = _text(text)
    if text[:1] in _SIGNS and text[1:2].isalnum():
        text = f"{_SIGNS[text[0]]}_{text[1:]}"
    elif not any(map(str.isalnum, text)):
        text = " ".join(unicodedata.name(sign, "sign") for sign in text[:_SPELLED]) or "empty"
    return _cleaned(_variable(text).upper()) or "EMPTY"


def module_name(name: str) -> str:
    """Return the name of the module that holds a class: ``FaceSessionClient`` -> ``face_session_client``."""
    module = _snake(name, "module_")
    return f"{module}_" if module in _DEVICES else module


def version_module(version: str) -> str:
    """Return the name of an API version's subpackage: ``v1.1-preview.1`` -> ``v1_1_preview_1``."""
    name = re.sub(r"[^0-9A-Za-z]+", "_", version).strip("_").lower()[:_LONGEST]
    taken = not name[:1].isalpha() or iskeyword(name) or name == "models" or name in _DEVICES
    return f"v{name}" if taken else name


def _text(text: UntrustedString | str) -> str:
    return text.get_untrusted_value() if isinstance(text, UntrustedString) else text


def _cleaned(text: str) -> str:
    """Return text with underscores for everything that no name can hold, in the form that Python compares names in."""
    if text.isascii():
        return _UNFIT.sub("_", text)[:_LONGEST].strip("_ .-")
    # Some characters change when they are cut in halves or set in another case, so this is the last word on each.
    kept = "".join(c if f"a{c}".isidentifier() or c in " .-" else "_" for c in unicodedata.normalize("NFKC", text))
    return kept.encode()[:_LONGEST].decode(errors="ignore").strip("_ .-")


def keep_apart(
    items: Iterable[_Item],
    name_of: Callable[[_Item], str],
    collided: Callable[[_Item, str, str], None],
    longer_of: Callable[[_Item], str | None] = lambda _: None,
) -> list[tuple[_Item, str]]:
    """Give each item its name; the second that wants the same one gets a longer one or ``_2``, and is reported.

    Args:
        items: In the description's order, so that what comes later never renames what was there before.
        name_of: The name that an item wants.
        collided: Told the item, the name that it wanted and the one that it got.
        longer_of: The name of an item whose name is taken, if there is a better one than a number says.
    """
    used: dict[str, int] = {}
    named: list[tuple[_Item, str]] = []
    for item in items:
        wanted = name_of(item)
        if (folded := wanted.casefold()) not in used:  # as nearly always
            used[folded] = 0
            named.append((item, wanted))
            continue
        stem = longer_of(item) or wanted
        name, folded = stem, stem.casefold()
        count = used.get(folded, 0)
        while name.casefold() in used:
            count += 1
            name = f"{stem}_{count + 1}" if stem[:1].islower() or stem.isupper() else f"{stem}{count + 1}"
        used[name.casefold()] = 0
        used[folded] = count
        if name != wanted:
            collided(item, wanted, name)
        named.append((item, name))
    return named
