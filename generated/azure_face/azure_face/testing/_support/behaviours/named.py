"""The name and the user data in a request -> those of the thing that it creates or changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define

from ..asgi import bad_argument


@define
class Named:
    """What callers call a thing, and what they keep with it.

    Attributes:
        name: Its name.
        user_data: Any text of theirs; ``None`` when they gave none.
    """

    name: str
    user_data: str | None = None

    @staticmethod
    def of(body: Mapping[str, Any]) -> Named:
        """Return the name and the user data of a new thing."""
        return Named(body["name"], body.get("userData"))

    def change(self, body: Mapping[str, Any]) -> None:
        """Take over what a request has; the rest stays.

        Raises:
            ServiceError: It has neither (400).
        """
        if not body.keys() & {"name", "userData"}:
            raise bad_argument("The request body must have 'name' or 'userData'.")
        self.name = body.get("name", self.name)
        self.user_data = body.get("userData", self.user_data)

    def shown(self) -> dict[str, str]:
        """Return them as the properties of an answer."""
        return {"name": self.name, **shown_user_data(self.user_data)}


def shown_user_data(user_data: str | None) -> dict[str, str]:
    """Return user data as the properties of an answer: none when there is none."""
    return {} if user_data is None else {"userData": user_data}
