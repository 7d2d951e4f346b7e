"""A planned parameter -> what methods print of it in either layer, once for all operations that share it."""

from __future__ import annotations

from functools import cached_property

from attrs import field, frozen

from veneer.model import NullableType, Parameter, Place
from veneer.overlay.plan import PlannedParameter
from veneer.views.docstring import Entry
from veneer.views.facts import facts
from veneer.views.parameters import field_value, path_value
from veneer.views.rules import has_rules
from veneer.views.types import TypePrinter
from veneer.views.view import Code


@frozen
class ParameterView:
    """What methods print of a parameter.

    Attributes:
        printer: Prints its type.
        item: The parameter.
    """

    printer: TypePrinter
    item: PlannedParameter

    @property
    def name(self) -> str:
        """Its name in Python."""
        return self.item.name

    @property
    def parameter(self) -> Parameter:
        """What the description says of it."""
        return self.item.parameter

    @cached_property
    def wire(self) -> Code:
        """The argument of a protocol method."""
        return self._argument(self._wire_annotation)

    @cached_property
    def python(self) -> Code:
        """The argument of the convenience form."""
        return self._argument(self._annotation)

    @cached_property
    def wire_entry(self) -> Entry:
        """What the docstring of a protocol method says of it."""
        return self._entry(self._wire_annotation)

    @cached_property
    def python_entry(self) -> Entry:
        """What that of a convenience method says of it."""
        return self._entry(self._annotation)

    @cached_property
    def written(self) -> Code:
        """The call that writes its value."""
        function = path_value if self.parameter.place is Place.PATH else field_value
        return function(self.printer, self.item)

    @cached_property
    def has_rules(self) -> bool:
        """Whether something may have to hold for its value."""
        return has_rules(self.parameter)

    @cached_property
    def _wire_annotation(self) -> Code:
        return self.printer.wire_annotation(self.parameter.type)

    @cached_property
    def _annotation(self) -> Code:
        return self.printer.annotation(self.parameter.type, argument=True)

    def _argument(self, annotation: Code) -> Code:
        suffix = ""
        if not self.parameter.required and self.parameter.place is not Place.PATH:
            suffix = " = None" if isinstance(self.parameter.type, NullableType) else " | None = None"
        return Code(f"{self.name}: {annotation.text}{suffix}", annotation.imports)

    def _entry(self, annotation: Code) -> Entry:
        parameter = self.parameter
        notes = ("deprecated",) if parameter.deprecated else ()
        known = facts(parameter.constraints, parameter.default, has_default=parameter.has_default, notes=notes)
        type = annotation.text if parameter.required else f"{annotation.text} | None"
        said = (parameter.docs.description,) if parameter.docs.description is not None else ()
        return Entry(self.name, f"{type}; {known}" if known else type, said)


@frozen
class ParameterPrinter:
    """Prints the parameters of one version: most of them are parameters of many operations.

    Attributes:
        printer: Prints their types.
    """

    printer: TypePrinter
    _known: dict[tuple[str, int], ParameterView] = field(factory=dict, init=False, eq=False, repr=False)

    def view(self, item: PlannedParameter) -> ParameterView:
        """Return what methods print of a parameter."""
        key = item.name, id(item.parameter)  # which the view keeps, so that no other one gets its number
        if (known := self._known.get(key)) is None:
            known = self._known[key] = ParameterView(self.printer, item)
        return known
