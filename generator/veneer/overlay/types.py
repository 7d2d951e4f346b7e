"""Api + Configuration -> the models and enums of a version, with the names of classes, attributes and members."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TypeAlias

from veneer import names
from veneer.model import Alias, Api, EnumType, EnumValue, Model, Operation, Property, StringType, bare
from veneer.overlay.planned import PlannedAlias, PlannedClient, PlannedEnum, PlannedModel, PlannedProperty
from veneer.overlay.problems import PlanProblems
from veneer.overlay.tags import Tags

_Named: TypeAlias = Model | EnumType | Alias


class TypePlanner:
    """Names the types of one version."""

    def __init__(self, api: Api, problems: PlanProblems) -> None:
        self.api, self.problems, self.tags = api, problems, Tags.of(api)

    def types(
        self, clients: Iterable[PlannedClient]
    ) -> tuple[dict[str, PlannedModel], dict[str, PlannedEnum], dict[str, PlannedAlias]]:
        """Return the models, enums and aliases by id; none has the name of a client's class."""
        both: list[_Named] = [*self.api.models.values(), *self.api.enums.values(), *self.api.aliases.values()]
        both.sort(key=lambda item: item.inline)  # a name that the description gives comes before one that is made up
        name_of = self._name_beside(clients)
        named = names.keep_apart(
            both,
            lambda item: name_of(item.hint.get_untrusted_value()),
            self.problems.collided("class"),
            lambda item: name_of(hint) if (hint := self._longer_hint(item)) else None,
        )
        modules = names.keep_apart(named, lambda pair: names.module_name(pair[1]), lambda *_: None)
        models, enums, aliases = {}, {}, {}
        for (item, name), module in modules:
            if isinstance(item, Model):
                models[item.id] = PlannedModel(item, name, module, self._properties(item))
            elif isinstance(item, Alias):
                aliases[item.id] = PlannedAlias(item, name, module)
            else:
                told = self.problems.collided_value(item.id)
                members = names.keep_apart(item.values, self._member_name, told)
                enums[item.id] = PlannedEnum(item, name, module, tuple(members))
        return models, enums, aliases

    def _name_beside(self, clients: Iterable[PlannedClient]) -> Callable[[str], str]:
        classes = {name for client in clients for name in (client.name, client.protocol_name)}
        classes |= {f"Async{name}" for name in classes}

        def name_of(hint: str) -> str:
            name = self.problems.named("models", hint, names.class_name(hint))
            return f"{name}Model" if name in classes else name

        return name_of

    @cached_property
    def _operations(self) -> dict[str, Operation]:
        """The operations by the places of their own parameters."""
        return {
            parameter.pointer: operation
            for operation in self.api.operations
            for parameter in operation.parameters
            if parameter.pointer.startswith(f"{operation.pointer}/")
        }

    def _longer_hint(self, item: _Named) -> str | None:
        """Return a hint with that of the operation for a type of its parameter: many have a `sort`, each its own."""
        place = item.id
        while place not in self._operations:
            place = place.rpartition("/")[0]
            if not place:
                return None
        operation = self._operations[place]
        id, path = operation.id.get_untrusted_value(), operation.path.text.get_untrusted_value()
        stem = names.operation_stem(id, operation.method, path)
        return f"{stem}_{item.hint.get_untrusted_value()}"

    def _properties(self, model: Model) -> tuple[PlannedProperty, ...]:
        lineage = self._lineage(model) if model.bases else [model]
        all_of_it: Iterable[Property] = model.properties
        if model.bases:
            all_of_it = {item.wire_name: item for owner in lineage for item in owner.properties}.values()
        named = names.keep_apart(all_of_it, self._property_name, self.problems.collided("property"))
        return tuple(
            PlannedProperty(item, name, self._is_secret(item), self.tags.of_property(item, lineage))
            for item, name in named
        )

    def _is_secret(self, item: Property) -> bool:
        """A password by its format, or what package.toml calls a secret."""
        type = bare(item.type)
        chosen = self.problems.is_secret(item.wire_name.get_untrusted_value())
        return chosen or (isinstance(type, StringType) and type.format == "password")

    def _lineage(self, model: Model) -> list[Model]:
        """Return what a model inherits from, the farthest first, and the model itself."""
        found: dict[str, Model] = {}
        stack = [(model, iter(model.bases))]
        on_the_way = {model.id}
        while stack:
            current, bases = stack[-1]
            base = next((id for id in bases if id not in on_the_way), None)
            if base is None:
                stack.pop()
                found[current.id] = current
            else:
                on_the_way.add(base)
                stack.append((self.api.models[base], iter(self.api.models[base].bases)))
        return list(found.values())

    def _property_name(self, item: Property) -> str:
        derived = names.identifier(item.client_name or item.wire_name, names.MODEL_MEMBERS)
        return self.problems.named("properties", item.wire_name.get_untrusted_value(), derived)

    def _member_name(self, item: EnumValue) -> str:
        value = item.value if isinstance(item.value, int | float) else item.value.get_untrusted_value()
        return self.problems.named("enum_values", str(value), names.member_name(item.hint or str(value)))
