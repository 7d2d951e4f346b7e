"""A planned operation -> the samples of its calls, as statements that use a `client`."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from veneer.model import AnyType, MediaKind
from veneer.overlay.plan import ClientPlan, PlannedClient, PlannedOperation, PlannedParameter
from veneer.views.bodies import body_annotation
from veneer.views.choices import keyword_name, offered
from veneer.views.samples.bodies import BodyPrinter
from veneer.views.samples.examples import plain, plain_examples
from veneer.views.samples.expressions import Expression, ExpressionPrinter, call, quoted_text
from veneer.views.samples.readings import Readings
from veneer.views.samples.sample import Entries, Items, NoSample, Sample
from veneer.views.samples.values import Making, Values, default_hints
from veneer.views.signatures import named_parameters, path_parameters
from veneer.views.streams import streamed
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import

WIDTH = 100
Lines: TypeAlias = tuple[str, ...]


class Layer(StrEnum):
    """Which form of a method a sample calls."""

    CONVENIENCE = "convenience"
    PROTOCOL = "protocol"


@frozen
class SampleView:
    """One sample.

    Attributes:
        operation: The operation.
        layer: The form that it calls.
        full: Whether it has all parameters, or only what is required.
        is_async: Whether its client is the async one.
        lines: Its statements.
        imports: What these need, the `client` apart.
    """

    operation: PlannedOperation
    layer: Layer
    full: bool
    is_async: bool
    lines: tuple[str, ...]
    imports: frozenset[Import]


@frozen
class Shorts:
    """The statements of an operation's short samples; none where no value of what is required was found.

    Attributes:
        protocol: Those of the protocol layer.
        sync: Those of the convenience layer.
        twin: The same, async.
    """

    protocol: Lines = ()
    sync: Lines = ()
    twin: Lines = ()


@frozen
class _Values:
    """The values that a call is given, which both layers print: all parameters, or only what is required."""

    full: bool
    path: tuple[Sample, ...]
    content: Sample | None
    named: tuple[tuple[PlannedParameter, Sample], ...]


@frozen
class _Given:
    """What a call is given in one layer: a statement before it, and its arguments."""

    full: bool
    before: tuple[str, ...]
    arguments: tuple[Expression, ...]
    imports: frozenset[Import]


@frozen
class SamplePrinter:
    """Prints the samples of one version."""

    values: Values
    printer: TypePrinter
    width: int = WIDTH

    @classmethod
    def of(cls, plan: ClientPlan, width: int = WIDTH) -> SamplePrinter:
        """Return the printer for a version, of lines of some width."""
        return cls(Values.of(plan, plan.samples.values), TypePrinter(plan, lazily=True), width)

    def samples(self, client: PlannedClient, operation: PlannedOperation) -> Iterator[SampleView]:
        """Yield the samples of an operation: of each layer a short one, then one with all parameters if it differs."""
        values = [self._values(operation, full=full) for full in (False, True)]
        for layer in Layer if operation.has_convenience else (Layer.PROTOCOL,):
            shown: list[tuple[str, ...]] = []
            for found in (item for each in values for item in self._twins(client, operation, layer, each)):
                if found.lines not in shown:
                    shown.append(found.lines)
                    yield found

    def shorts(self, client: PlannedClient, operation: PlannedOperation) -> Shorts:
        """Return the short samples of an operation, one for each docstring."""
        values = self._values(operation, full=False)
        raw = self._given(operation, Layer.PROTOCOL, values)
        protocol = () if raw is None else self._view(client, operation, Layer.PROTOCOL, raw, is_async=False).lines
        if not operation.has_convenience:
            return Shorts(protocol)
        twins = self._twins(client, operation, Layer.CONVENIENCE, values)
        return Shorts(protocol, *(item.lines for item in twins))

    def sample(
        self, client: PlannedClient, operation: PlannedOperation, layer: Layer, *, full: bool, is_async: bool
    ) -> SampleView | None:
        """Return one sample; ``None`` where no value of what is required was found."""
        given = self._given(operation, layer, self._values(operation, full=full))
        return None if given is None else self._view(client, operation, layer, given, is_async=is_async)

    def _twins(
        self, client: PlannedClient, operation: PlannedOperation, layer: Layer, values: _Values | None
    ) -> list[SampleView]:
        """Return one sample, sync and async, of the same values; nothing where there are none."""
        given = self._given(operation, layer, values)
        return [
            self._view(client, operation, layer, given, is_async=is_async)
            for is_async in (False, True)
            if given is not None
        ]

    def _view(
        self,
        client: PlannedClient,
        operation: PlannedOperation,
        layer: Layer,
        given: _Given,
        *,
        is_async: bool,
    ) -> SampleView:
        owner = "client" if client.group is None else f"client.{client.group.attribute}"
        made = call(Code(f"{owner}.{operation.name}"), given.arguments)
        if layer is Layer.CONVENIENCE:
            lines = self.typed_call(operation, made, is_async=is_async)
        else:
            awaits = "await " if is_async else ""
            lines = [*made.behind(f"response = {awaits}").lines(self.width), *Readings(self.values).raw(operation)]
        return SampleView(operation, layer, given.full, is_async, (*given.before, *lines), given.imports)

    def typed_call(self, operation: PlannedOperation, made: Expression, *, is_async: bool) -> list[str]:
        """Return the statements that make a call of the convenience form and read what it gives."""
        readings = Readings(self.values)
        awaits, for_each = ("await ", "async for") if is_async else ("", "for")
        if operation.paging is not None:
            inner = readings.items(operation.paging.item)
            return [*made.behind(f"{for_each} item in ").lines(self.width, ":"), *(f"    {line}" for line in inner)]
        if operation.polling is not None or operation.followed:
            begun = made.behind(f"poller = {awaits}").lines(self.width)
            return [*begun, f"response = {awaits}poller.result()", *readings.typed(operation)]
        content = streamed(operation)
        if content is not None:
            is_event = content.kind is MediaKind.EVENT_STREAM
            inner = ["print(item.data)"] if is_event else readings.items(content.item or AnyType())
            opened = made.behind(f"async with {awaits}" if is_async else "with ").lines(self.width, " as stream:")
            return [*opened, f"    {for_each} item in stream:", *(f"        {line}" for line in inner)]
        return [*made.behind(f"response = {awaits}").lines(self.width), *readings.typed(operation)]

    def _values(self, operation: PlannedOperation, *, full: bool) -> _Values | None:
        making, body = self.values.making(full=full), operation.operation.body
        try:
            path = tuple(self.parameter(making, item) for item in path_parameters(operation))
            has_content = body is not None and (body.required or full)
            content = self.body(operation).value(making) if has_content else None
            return _Values(full, path, content, tuple(self._named(operation, making)))
        except NoSample:
            return None

    def _named(self, operation: PlannedOperation, making: Making) -> Iterator[tuple[PlannedParameter, Sample]]:
        for item in named_parameters(operation):
            required = item.parameter.required
            if not required and (not making.full or item.parameter.deprecated or making.optional <= 0):
                continue
            try:
                value = self.parameter(making, item)
            except NoSample:
                if required:
                    raise
                continue
            making.optional -= not required
            yield item, value

    def _given(self, operation: PlannedOperation, layer: Layer, values: _Values | None) -> _Given | None:
        try:
            return self._arguments(operation, layer, values) if values is not None else None
        except NoSample:
            return None

    def _arguments(self, operation: PlannedOperation, layer: Layer, values: _Values) -> _Given:
        expressions = ExpressionPrinter(self.printer)
        written = expressions.typed if layer is Layer.CONVENIENCE else expressions.wire_parameter
        arguments = [written(value) for value in values.path]
        before: list[str] = []
        needed = frozenset[Import]()
        if values.content is not None:
            before, given = self._content(operation, values.content, layer)
            needed |= given.needed()
            arguments.append(Expression(operation.content) if before else given)
        for item, value in values.named:
            try:
                arguments.append(written(value).behind(f"{item.name}="))
            except NoSample:
                if item.parameter.required:
                    raise
        if layer is Layer.PROTOCOL:
            if not self._content_tells(operation):
                made = call(Code("RequestContext", frozenset({Import(self.values.plan.package, "RequestContext")})), ())
                arguments.append(made.behind("context="))
        elif values.content is not None and (media_type := self.body(operation).media_type):
            arguments.append(quoted_text(media_type).behind(f"{keyword_name(operation)}="))
        needed = needed.union(*(item.needed() for item in arguments))
        return _Given(values.full, tuple(before), tuple(arguments), needed)

    def _content(self, operation: PlannedOperation, sample: Sample, layer: Layer) -> tuple[list[str], Expression]:
        printer = self.body(operation)
        given = printer.typed(sample) if layer is Layer.CONVENIENCE else printer.raw(sample)
        if layer is Layer.CONVENIENCE and isinstance(sample, Items | Entries):
            return [], given  # the type of one that stands alone would be guessed from what is in it
        return given.behind(f"{operation.content} = ").lines(self.width), given

    def _content_tells(self, operation: PlannedOperation) -> bool:
        """Tell whether the type of the content alone says the layer, to a type checker too."""
        body = operation.operation.body
        return body is not None and body.required and body_annotation(self.printer, operation).text != "Any"

    def body(self, operation: PlannedOperation) -> BodyPrinter:
        """Return what prints the body of an operation.

        Raises:
            NoSample: It has none that the convenience layer could send.
        """
        body = operation.operation.body
        contents = offered(body) if body is not None else []
        if not contents:
            raise NoSample
        return BodyPrinter(ExpressionPrinter(self.printer), operation, contents[0])

    def parameter(self, making: Making, item: PlannedParameter) -> Sample:
        """Return the sample of a parameter.

        Raises:
            NoSample: There is none within the bounds.
        """
        parameter = item.parameter
        hints = [*plain_examples(parameter.examples), *map(plain, default_hints(parameter))]
        name = parameter.wire_name.get_untrusted_value()
        return making.make(parameter.type, name, parameter.constraints, tuple(hints))
