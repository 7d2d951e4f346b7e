"""Behaviours."""

from ..asgi import Behaviours

BEHAVIOURS = Behaviours()
