"""A tag decides where a method is, so that another first tag moves it for callers and leaves the wire alone."""

from __future__ import annotations

from veneer.diff import Layer

from .sides import findings, operation, rules


def test_another_tag_moves_the_method() -> None:
    seen = findings(operation("tags: [a]"), operation("tags: [b]"))

    assert {(item.rule.id, item.change.place.name) for item in seen if "client" not in item.rule.id} == {
        ("python-method-removed", "PkgClient.a"),  # the attribute of the group
        ("python-method-added", "PkgClient.b"),
        ("python-method-renamed", "AOperations.call"),
    }
    assert not [item for item in seen if Layer.WIRE in item.layers]


def test_a_second_tag_moves_nothing() -> None:
    assert not rules(operation("tags: [a]"), operation("tags: [a, b]"))


def test_a_method_that_is_called_like_a_type_changes_no_other() -> None:
    answer = """responses: {"200": {description: x, content: {application/json: {schema: {type: array, items: {}}}}}}"""
    old = operation(answer)
    new = {"paths": old["paths"] | operation("operationId: list", path="/others")["paths"]}

    assert rules(old, new) == {"operation-added", "python-method-added"}
