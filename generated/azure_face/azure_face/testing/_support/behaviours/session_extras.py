"""Requests for session images and for the setting of abuse monitoring -> what the sessions in memory have of them."""

from __future__ import annotations

from attrs import frozen

from ..asgi import Handler, ServiceRequest, ServiceResponse
from .sessions import SessionStore

_PREFIX = "LivenessSessionOperations_"
_SETTING = "liveness-abuse-monitoring"


@frozen
class SessionExtras:
    """The operations that are about no single session.

    Attributes:
        store: The sessions.
    """

    store: SessionStore

    def image_handlers(self) -> dict[str, Handler]:
        """Return the handlers of versions that have session images."""
        return {f"{_PREFIX}GetSessionImage": self.get_image}

    def monitoring_handlers(self) -> dict[str, Handler]:
        """Return the handlers of versions that have abuse monitoring."""
        return {
            f"{_PREFIX}GetSettingLivenessAbuseMonitoring": self.get_setting,
            f"{_PREFIX}PatchSettingLivenessAbuseMonitoring": self.change_setting,
        }

    async def get_image(self, request: ServiceRequest) -> ServiceResponse:
        """Return the picture that a session keeps."""
        image = self.store.image(request.path["sessionImageId"])
        return ServiceResponse(content=image, headers={"content-type": "application/octet-stream"})

    async def get_setting(self, request: ServiceRequest) -> ServiceResponse:
        """Return whether new sessions are monitored."""
        return ServiceResponse.json({"name": _SETTING, "enabled": self.store.monitors})

    async def change_setting(self, request: ServiceRequest) -> ServiceResponse:
        """Change whether new sessions are monitored."""
        self.store.monitors = request.body.get("enabled", self.store.monitors)
        return await self.get_setting(request)
