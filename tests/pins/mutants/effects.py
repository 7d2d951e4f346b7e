"""What a change does, in the description's own terms: which operation, parameter, answer or property it is about."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from pins.mutants.documents import Json, at, endpoints, objects, parameters, success


class _OfOperations:
    """What is about operations is known by their ids."""

    ids: tuple[str, ...]

    def words(self) -> tuple[str, ...]:
        """Return what a message about it may name."""
        return self.ids


@frozen
class Route(_OfOperations):
    """The path or the method of operations."""

    ids: tuple[str, ...]


@frozen
class Lost(_OfOperations):
    """Operations are not there any more, or not under that operationId; `renamed`: under another."""

    ids: tuple[str, ...]
    renamed: bool = False


@frozen
class ParameterOf(_OfOperations):
    """A parameter is another than it was, or gone."""

    ids: tuple[str, ...]
    name: str

    def words(self) -> tuple[str, ...]:
        """Return the operations, and the parameter."""
        return (*self.ids, self.name)


@frozen
class Demands(_OfOperations):
    """Operations cannot be called any more without a parameter that they did not need before."""

    ids: tuple[str, ...]
    name: str

    def words(self) -> tuple[str, ...]:
        """Return the operations, and the parameter."""
        return (*self.ids, self.name)


@frozen
class BodyOf(_OfOperations):
    """The body of operations: its media type, its type, whether it has to be there."""

    ids: tuple[str, ...]


@frozen
class AnswerOf(_OfOperations):
    """The successful answers of operations; `unread`: there is one now that is no such JSON."""

    ids: tuple[str, ...]
    unread: bool = False


@frozen
class PropertyOf:
    """A property of the object at a pointer; `gone`: it is not there any more, or not under that name."""

    schema: str
    name: str
    gone: bool = False
    ids: tuple[str, ...] = ()

    def words(self) -> tuple[str, ...]:
        """Return the property, and the operations whose body the object is."""
        return (self.name, *self.ids)


@frozen
class DemandsProperty:
    """The object at a pointer cannot be made any more without a property that it did not need before."""

    schema: str
    name: str

    def words(self) -> tuple[str, ...]:
        """Return the property."""
        return (self.name,)


@frozen
class NameOf:
    """The name of the schema at a pointer."""

    schema: str

    def words(self) -> tuple[str, ...]:
        """Return the name that it had, and the one that package.toml gives it."""
        name = self.schema.rpartition("/")[2]
        return name, name.replace("JsonContent", "Content")


Effect = Route | Lost | ParameterOf | Demands | BodyOf | AnswerOf | PropertyOf | DemandsProperty | NameOf


def _refers(node: Json, reference: str) -> bool:
    """Whether a schema is a reference, or a list of it."""
    while isinstance(node, dict) and "items" in node:
        node = node["items"]
    return isinstance(node, dict) and node.get("$ref") == reference


def mentions(document: Json, schema: str) -> Iterator[Effect]:
    """Yield what is another when the schema at a pointer is of another type, or another name."""
    reference = f"#{schema}"
    for parameter in parameters(document):
        if _refers(parameter.node.get("schema"), reference):
            yield ParameterOf(parameter.ids, parameter.node["name"])
    for endpoint in endpoints(document):
        for id, _, place in endpoint.bodies():
            if _refers(at(document, place), reference):
                yield BodyOf((id,))
        for status, ids in endpoint.answers():
            contents = endpoint.node["responses"][status].get("content", {}).values()
            if success(status) and any(_refers(content.get("schema"), reference) for content in contents):
                yield AnswerOf(ids)
    for place in objects(document):
        for name, node in at(document, place)["properties"].items():
            if _refers(node, reference):
                yield PropertyOf(place, name)
