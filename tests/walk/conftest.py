"""What the walks share: both flavours."""

from __future__ import annotations

import pytest


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def asynchronous(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)
