"""Methods that stand for several operations: each form sends what its own operation sends, and other forms nothing."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Mapping
from itertools import combinations
from typing import Any
from uuid import UUID

import httpx
import pytest
from attrs import Factory, define
from azure_face import CancellationToken, OperationCancelledError, RequestContent, RequestContext, Response

from .calls import Service, client_class, sent_json, unreachable, use
from .description import VERSIONS, Version
from .samples import models_of

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
FACES = [ONE, TWO]
FACE, ADMINISTRATION = "FaceClient", "FaceAdministrationClient"

TRAINED = {
    "status": "succeeded",
    "createdDateTime": "2024-05-06T07:08:09Z",
    "lastActionDateTime": "2024-05-06T07:08:09Z",
    "lastSuccessfulTrainingDateTime": "2024-05-06T07:08:09Z",
}
ANSWERS: dict[str, Any] = {
    "verify": {"isIdentical": True, "confidence": 0.75},
    "identify": [{"faceId": str(ONE), "candidates": [{"personId": str(TWO), "confidence": 0.5}]}],
    "wait_until_trained": TRAINED,
}
OPTIONS = {"max_num_of_candidates_returned": 3, "confidence_threshold": 0.5}
OPTIONS_ON_WIRE = {
    "max_num_of_candidates_returned": "maxNumOfCandidatesReturned",
    "confidence_threshold": "confidenceThreshold",
}


@define
class Form:
    """A form of a method, and the method of its own operation.

    Attributes:
        method: The method that has several forms.
        named: What is given by name.
        specific: The operation's own method.
        arguments: The operation's own arguments in their order: of its content where it has one.
        first: What is given by position.
    """

    method: str
    named: Mapping[str, Any]
    specific: str
    arguments: tuple[Any, ...]
    first: tuple[Any, ...] = ()
    options: Mapping[str, Any] = Factory(dict)

    @property
    def client(self) -> str:
        return ADMINISTRATION if self.method == "wait_until_trained" else FACE

    @property
    def content(self) -> str:
        """The name of the content's model."""
        return "".join(word.capitalize() for word in self.specific.split("_")) + "Content"

    def own(self, version: Version) -> tuple[Any, ...]:
        """Return what the operation's own method takes."""
        if self.client == ADMINISTRATION:
            return self.arguments
        return (getattr(models_of(version), self.content)(*self.arguments, **self.options),)


def verified(specific: str, **named: Any) -> Form:
    return Form("verify", named, specific, (ONE, *named.values()), (ONE,))


def identified(specific: str, **named: Any) -> Form:
    return Form("identify", named, specific, (FACES, *named.values()), (FACES,))


def waited(specific: str, **named: Any) -> Form:
    return Form("wait_until_trained", named, specific, tuple(named.values()))


VERIFY = [
    verified("verify_face_to_face", other_face_id=TWO),
    verified("verify_from_person_group", person_group_id="group", person_id=THREE),
    verified("verify_from_large_person_group", large_person_group_id="group", person_id=THREE),
    verified("verify_from_person_directory", person_id=THREE),
]
IDENTIFY = [
    identified("identify_from_person_group", person_group_id="group"),
    identified("identify_from_large_person_group", large_person_group_id="group"),
    identified("identify_from_dynamic_person_group", dynamic_person_group_id="group"),
    identified("identify_from_person_directory", person_ids=[TWO, THREE]),
]
WAIT = [
    waited("get_large_face_list_training_status", large_face_list_id="one"),
    waited("get_large_person_group_training_status", large_person_group_id="one"),
    waited("get_person_group_training_status", person_group_id="one"),
]
FORMS = [*VERIFY, *IDENTIFY, *WAIT]
ALL = {"verify": VERIFY, "identify": IDENTIFY, "wait_until_trained": WAIT}


def wrong_combinations(forms: list[Form]) -> list[tuple[str, ...]]:
    """Return which arguments no form has: none, one, two or all of them."""
    known = list(dict.fromkeys(name for form in forms for name in form.named))
    right = [set(form.named) for form in forms]
    return [names for size in (0, 1, 2, len(known)) for names in combinations(known, size) if set(names) not in right]


WRONG = [(method, names) for method, forms in ALL.items() for names in wrong_combinations(forms)]

every_version = pytest.mark.parametrize("version", VERSIONS, ids=repr)
every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.specific)


def ask(form: Form, version: Version, asynchronous: bool, service: Any, own: bool = False, **more: Any) -> Any:
    def action(client: Any) -> Any:
        if own:
            return getattr(client, form.specific)(*form.own(version), **more)
        return getattr(client, form.method)(*form.first, **form.named, **form.options, **more)

    return use(form.client, asynchronous, service, action, version)


def sent(request: httpx.Request) -> tuple[str, str, bytes, str | None]:
    return request.method, str(request.url), request.content, request.headers.get("Content-Type")


@every_version
@every_form
def test_form_sends_what_its_operation_sends(form: Form, version: Version, asynchronous: bool) -> None:
    ours, theirs = (Service(content=ANSWERS[form.method]) for _ in range(2))
    found = ask(form, version, asynchronous, ours)
    wanted = ask(form, version, asynchronous, theirs, own=True)

    assert {sent(request) for request in ours.requests} == {sent(theirs.request)}
    assert isinstance(found, Response)
    assert found.value == wanted.value
    # A wait asks until it knows.
    assert len(ours.requests) == 1 or form.method == "wait_until_trained"


@every_version
@pytest.mark.parametrize("form", IDENTIFY, ids=lambda form: form.specific)
@pytest.mark.parametrize("names", [tuple(OPTIONS), *((name,) for name in OPTIONS)], ids=len)
def test_options_are_passed_on(form: Form, names: tuple[str, ...], version: Version, asynchronous: bool) -> None:
    given = Form(form.method, form.named, form.specific, form.arguments, form.first, {n: OPTIONS[n] for n in names})
    ours, theirs = (Service(content=ANSWERS["identify"]) for _ in range(2))
    ask(given, version, asynchronous, ours)
    ask(given, version, asynchronous, theirs, own=True)

    assert sent(ours.request) == sent(theirs.request)
    body = sent_json(ours.request)
    assert {name for name in OPTIONS if OPTIONS_ON_WIRE[name] in body} == set(names)


@every_version
@pytest.mark.parametrize(
    ("method", "names"), WRONG, ids=lambda value: value if isinstance(value, str) else "+".join(value)
)
def test_arguments_that_do_not_go_together(
    method: str, names: tuple[str, ...], version: Version, asynchronous: bool
) -> None:
    values = {name: value for form in ALL[method] for name, value in form.named.items()}
    form = Form(method, {name: values[name] for name in names}, "", (), ALL[method][0].first)
    with pytest.raises(TypeError) as caught:
        ask(form, version, asynchronous, unreachable)

    wanted = ", or ".join(" and ".join(form.named) for form in ALL[method])
    given = " and ".join(name for name in values if name in names) or "none of these"
    assert str(caught.value) == f"pass {wanted}; got {given}"


@every_form
@pytest.mark.parametrize(
    "more", [{"context": RequestContext()}, {"content": RequestContent.json({})}, {"top": 1}], ids=str
)
def test_other_arguments_are_not_known(form: Form, more: dict[str, Any], asynchronous: bool) -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument"):
        ask(form, VERSIONS[0], asynchronous, unreachable, **more)


@every_form
def test_value_of_another_type_is_refused(form: Form, asynchronous: bool) -> None:
    for name in form.named:
        wrong = Form(form.method, {**form.named, name: {"a": 1}}, form.specific, (), form.first)
        with pytest.raises((TypeError, ValueError)):
            ask(wrong, VERSIONS[0], asynchronous, unreachable)


@every_version
@every_form
def test_cancelled_form_is_not_sent(form: Form, version: Version, asynchronous: bool) -> None:
    token = CancellationToken()
    token.cancel()
    with pytest.raises(OperationCancelledError):
        ask(form, version, asynchronous, unreachable, cancellation=token)


@every_version
@pytest.mark.parametrize("method", ALL)
def test_each_form_has_a_stub(method: str, version: Version, asynchronous: bool) -> None:
    forms = ALL[method]
    found = getattr(client_class(forms[0].client, asynchronous, version), method)
    stubs = typing.get_overloads(found)
    required = [
        {name for name, each in inspect.signature(stub).parameters.items() if each.default is each.empty}
        for stub in stubs
    ]
    first = {"verify": {"face_id"}, "identify": {"face_ids"}}.get(method, set())
    assert required == [{"self", *first, *form.named} for form in forms]
    assert all(inspect.iscoroutinefunction(stub) == asynchronous for stub in (*stubs, found))
    answers = {str(typing.get_type_hints(stub)["return"]) for stub in (*stubs, found)}
    own = getattr(client_class(forms[0].client, asynchronous, version), forms[0].specific)
    assert answers == {str(typing.get_type_hints(typing.get_overloads(own)[0])["return"])}
