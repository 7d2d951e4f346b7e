"""The story of the convenience layer: models in, responses, pagers and pollers out."""

from __future__ import annotations

from ..story import Walk
from .attempted_sessions import walk_attempted_sessions
from .audited_sessions import walk_audited_sessions
from .directory import walk_directory
from .dynamic_groups import walk_dynamic_groups
from .groups import walk_groups
from .lists import walk_lists
from .recognition import walk_recognition


async def walk_everything(walk: Walk) -> None:
    """Call every operation of a version, and leave nothing behind."""
    await walk_recognition(walk)
    await walk_lists(walk)
    await walk_groups(walk)
    if walk.has("CreatePerson"):
        await walk_directory(walk)
    await walk_dynamic_groups(walk)
    await (walk_audited_sessions if walk.has("GetLivenessSessions") else walk_attempted_sessions)(walk)
