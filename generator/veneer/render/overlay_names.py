"""Names that any overlay may use: checked functions in; code, and a record of what was used, out."""

from __future__ import annotations

import sys

from attrs import define, field

from veneer.diagnostic_ids import DiagnosticId
from veneer.load import pointers
from veneer.overlay.meant import choose
from veneer.overlay.plan import PlannedEnum, PlannedModel
from veneer.pins.parts import property_part, type_part
from veneer.pins.uses import Uses
from veneer.views.cycles import reaches
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import

_LIBRARIES = ("attrs", "httpx")


class OverlayError(Exception):
    """An overlay asked for something that the description does not have; the template's line is found by the caller."""

    def __init__(self, id: DiagnosticId, message: str, fix: str) -> None:
        super().__init__(message)
        self.id: DiagnosticId = id
        self.message, self.fix = message, fix


@define
class OverlayNames:
    """Names that an overlay may use, of a class or of a method; afterwards, what they need.

    Attributes:
        imports: What the code that it got needs.
        types: Ids of the models and enums that it named.
        uses: The parts of the description that it used.
        contents: Annotations of contents that it asked for, with the operation whose content each is.
        importer: Id of the model that is overlaid, whose module the others must not need; ``None`` in a client.
    """

    printer: TypePrinter
    imports: set[Import] = field(factory=set, kw_only=True)
    types: set[str] = field(factory=set, kw_only=True)
    uses: Uses = field(factory=Uses, kw_only=True)
    contents: dict[str, str] = field(factory=dict, kw_only=True)
    importer: str | None = field(default=None, kw_only=True)

    def model(self, name: str, /) -> str:
        """Return the class of a model or an enum, by its name in the description or in Python."""
        return self._named(*self._type(name))

    def new(self, name: str, /, **properties: str) -> str:
        """Return the expression that makes a model.

        Args:
            name: The model, by its name in the description or in Python.
            properties: Expressions by the name of a property in the description.
        """
        id, item = self._type(name)
        if isinstance(item, PlannedEnum):
            raise OverlayError("unknown-model", f"`{name}` is an enum", "Write its member.")
        known = {each.property.wire_name.get_untrusted_value(): each for each in item.properties}
        for wire_name in properties:
            if wire_name not in known:
                message = f"model `{name}` has no property `{wire_name}`"
                raise OverlayError("unknown-property", message, choose(wire_name, known))
        for wire_name, each in known.items():
            if each.property.required and wire_name not in properties and not each.is_known():
                fix = f'Give it: new("{name}", {wire_name}="...").'
                raise OverlayError("missing-property", f"model `{name}` needs `{wire_name}`", fix)
        self.uses.note(*(property_part(item.model, known[name].property) for name in properties))
        given = ", ".join(f"{each.name}={properties[key]}" for key, each in known.items() if key in properties)
        return f"{self._named(id, item)}({given})"

    def _type(self, name: str) -> tuple[str, PlannedModel | PlannedEnum]:
        plan = self.printer.plan
        both: dict[str, PlannedModel | PlannedEnum] = {**plan.models, **plan.enums}
        for id, item in both.items():
            if name in (item.name, pointers.last(id), self.printer.named(id).text):
                self.types.add(id)
                self.uses.note(type_part(item.model if isinstance(item, PlannedModel) else item.enum))
                return id, item
        known = [item.name for item in both.values()]
        whose = f", which is the content of operation `{self.contents[name]}`" if name in self.contents else ""
        raise OverlayError("unknown-model", f"there is no model `{name}`{whose}", choose(name, known))

    def _named(self, id: str, item: PlannedModel | PlannedEnum) -> str:
        if id == self.importer:
            return item.name
        if self.importer is not None and reaches(self.printer.plan.models, id, self.importer):
            fix = f"Import {item.name} inside the method that needs it."
            raise OverlayError("import-cycle", f"the module of {item.name} needs the one of this class", fix)
        return self._use(self.printer.named(id))

    def runtime(self, name: str, /) -> str:
        """Return a public name of the runtime."""
        from veneer import runtime

        if name not in runtime.__all__:
            raise OverlayError("unknown-name", f"the runtime has no `{name}`", choose(name, runtime.__all__))
        return self._use(self.printer.runtime(name))

    def library(self, module: str, /) -> str:
        """Return a module of the standard library, httpx or attrs, which is all that a client needs."""
        top = module.partition(".")[0]
        if top not in sys.stdlib_module_names and top not in _LIBRARIES:
            fix = "Use the standard library, httpx or attrs: a generated package needs nothing else."
            raise OverlayError("unknown-library", f"generated packages do not need `{top}`", fix)
        return self._use(Code(module, frozenset({Import(module)})))

    def _use(self, snippet: Code) -> str:
        """Return code for a template, and see to its imports."""
        self.imports |= snippet.imports
        return snippet.text
