"""Python is compared through the customizations: what keeps its name in Python breaks nobody there."""

from __future__ import annotations

from attrs import evolve

from veneer.diff import Finding, Layer, compare, judge
from veneer.diff.sides import Side, print_surface
from veneer.load.customizations import TextFile
from veneer.overlay import plan, read_configuration
from veneer.overlay.plan import PackagePlan

from .cases import WITH, renamed_model
from .sides import answered, findings, operation, parameter, rules, side, thing


def python(seen: tuple[Finding, ...]) -> set[str]:
    return {item.rule.id for item in seen if Layer.WIRE not in item.layers}


def test_a_renamed_operation_that_keeps_its_method_breaks_nothing() -> None:
    old, new = operation(), operation("operationId: other")
    kept = '[clients.PkgClient]\noperations = ["*"]\n\n[operations.other]\nname = "call"\n'

    assert python(findings(old, new)) == {"python-method-renamed"}
    assert not python(findings(old, new, "", kept))


def test_a_renamed_property_that_keeps_its_attribute_breaks_the_wire_alone() -> None:
    old, new = answered(thing("a: {type: string}")), answered(thing("b: {type: string}"))
    seen = findings(old, new, "", '[names.properties]\nb = "a"\n')

    assert not python(seen)
    assert {item.rule.id for item in seen} == {"response-property-removed", "response-optional-property-added"}


def test_a_renamed_schema_that_keeps_its_class_breaks_nothing() -> None:
    assert rules(renamed_model("Old"), renamed_model("New")) == {"class-renamed"}
    assert not findings(renamed_model("Old"), renamed_model("New"), "", '[names.models]\nNew = "Old"\n')


def test_a_name_that_customizations_change_breaks_python_alone() -> None:
    seen = findings(answered(WITH), answered(WITH), "", '[names.models]\nThing = "Other"\n')

    assert {item.rule.id for item in seen} == {"class-renamed"}


def test_a_parameter_is_found_in_both_layers_once() -> None:
    (added,) = [item for item in findings(parameter(None), parameter("")) if "argument" in item.rule.id]

    assert added.layers == (Layer.PROTOCOL, Layer.CONVENIENCE)


def test_an_enum_of_a_parameter_changes_the_convenience_layer_alone() -> None:
    old, new = parameter(""), parameter("{schema: {type: string, enum: [a]}}")

    (changed,) = [item for item in findings(old, new) if item.rule.id == "argument-type-changed"]

    assert changed.layers == (Layer.CONVENIENCE,)


def test_an_operation_without_convenience_loses_one_layer() -> None:
    only = '[clients.PkgClient]\noperations = ["*"]\n\n[operations.call]\nprotocol_only = true\n'

    (removed,) = findings(operation(), operation(), "", only)

    assert (removed.rule.id, removed.layers) == ("python-method-removed", (Layer.CONVENIENCE,))


def test_a_client_of_another_name_is_another_client() -> None:
    seen = findings(operation(), operation(), "", '[clients.OtherClient]\noperations = ["*"]\n')

    assert python(seen) == {"client-added", "client-removed", "python-method-renamed"}
    assert python(findings(operation(), operation(), '[clients.PkgClient]\noperations = ["*"]\n')) == set()


OVERLOADS = """{% extends "method.py.jinja" %}
{% block overloads %}
@overload
{{ def }} call(self, *, p: int, cancellation: CancellationToken | None = None) -> {{ method.returns.typed }}: ...
{{ super() }}
{% endblock %}
"""


def overlaid(text: str) -> Side:
    plain = side(parameter(""))
    custom = read_configuration(TextFile("custom/package.toml", "package.toml", ""))
    file = TextFile("custom/pkg/call.py.jinja", "pkg/call.py.jinja", text)
    planned = plan("pkg", "1", "api.yaml", plain.plan.api, custom, (file,))
    return evolve(plain, plan=planned, files=print_surface(PackagePlan("pkg", custom, (planned,), planned)))


def test_an_overlay_has_a_say_in_the_signature() -> None:
    argument = '{% extends "method.py.jinja" %}\n{% block parameters %}extra: bool = False, {% endblock %}\n'

    (added,) = judge(compare(side(parameter("")), overlaid(argument)))

    assert (added.rule.id, added.layers) == ("optional-argument-added", (Layer.CONVENIENCE,))
    assert added.change.place.parts == (("method", "PkgClient.call"), ("argument", "extra"))


def test_forms_that_an_overlay_adds_are_forms_of_the_method() -> None:
    (added,) = judge(compare(side(parameter("")), overlaid(OVERLOADS)))
    (removed,) = judge(compare(overlaid(OVERLOADS), side(parameter(""))))

    assert (added.rule.id, removed.rule.id) == ("overload-added", "overload-removed")


def test_what_an_overlay_prints_for_the_async_twin_alone_is_told_of_the_twin() -> None:
    extra = "{% if is_async %}extra: bool, {% endif %}"
    twin = f'{{% extends "method.py.jinja" %}}\n{{% block parameters %}}{extra}{{% endblock %}}\n'

    (added,) = judge(compare(side(parameter("")), overlaid(twin)))

    assert (added.rule.id, added.change.place.name) == ("required-argument-added", "AsyncPkgClient.call")
