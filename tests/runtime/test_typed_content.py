"""Typed bodies that are not JSON, and unions: what each sends or takes."""

from __future__ import annotations

import io
from typing import Any

import pytest

from veneer.runtime import binary_content, form_content, text_content

from .sample import Entry
from .test_content import send


def test_bytes_and_files_are_sent_with_the_operations_type_unless_that_is_a_range() -> None:
    assert send(binary_content(b"x", "image/png")).headers["Content-Type"] == "image/png"
    assert "Content-Type" not in send(binary_content(b"x", "image/*")).headers
    assert send(binary_content(io.BytesIO(b"file"), "image/png")).content == b"file"
    assert send(binary_content([b"a", b"b"], "image/png")).content == b"ab"


@pytest.mark.parametrize("wrong", [None, "text", {"a": 1}, Entry(1), 5])
def test_a_binary_body_of_another_type_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError):
        binary_content(wrong, "image/png")


def test_text_and_forms_take_their_one_type() -> None:
    assert send(text_content("a,b", "text/csv")).content == b"a,b"
    assert send(form_content(Entry(1), Entry)).content == b"id=1"
    wrong: Any = {"id": 1}
    with pytest.raises(TypeError, match="Entry"):
        form_content(wrong, Entry)
    with pytest.raises(TypeError, match="content must be a str"):
        text_content(wrong, "text/csv")
