"""What the tests of the load stage share."""

from collections.abc import Callable

import pytest

from veneer.diagnostics import Diagnostic, InputError
from veneer.load import load_text

Refused = Callable[[str | bytes], list[Diagnostic]]


@pytest.fixture
def refused() -> Refused:
    """Load a text that has to be refused, and return what is said about it."""

    def run(text: str | bytes) -> list[Diagnostic]:
        with pytest.raises(InputError) as caught:
            load_text(text, "api")
        return list(caught.value.diagnostics)

    return run


@pytest.fixture
def places(refused: Refused) -> Callable[[str | bytes], list[str]]:
    """Load a text that has to be refused, and return `line:column id` of each problem."""

    def run(text: str | bytes) -> list[str]:
        return [f"{found.location.line}:{found.location.column} {found.id}" for found in refused(text)]

    return run
