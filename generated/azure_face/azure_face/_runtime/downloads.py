"""An answer whose body is unread goes in, a file with that body comes out, written while it comes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx

from .intake import BREAKS, Intake
from .pieces import ProgressCallback, checked_progress
from .targets import SaveTarget, Target
from .threads import in_thread

_ADVICE = "allow more with limit="


def save_body(
    response: httpx.Response,
    target: SaveTarget,
    *,
    progress: ProgressCallback | None = None,
    limit: int | None = None,
) -> int:
    """Save an answer's body, decompressed, and close the answer.

    Args:
        response: The answer to a call with ``RequestContext(stream=True)``; one whose body was read will do too.
        target: The path of the file, which appears, or is replaced, when all of the body is there; or a file opened for
            writing in binary mode, which is not closed, and keeps what came if the end does not.
        progress: Is called with the number of bytes received so far, and that of all (or ``None``), both as they are
            on the wire, after each piece. What it raises ends it.
        limit: How many bytes the body may have once it is decompressed; ``None`` for any number.

    Returns:
        How many bytes were saved.

    Raises:
        BrokenBodyError: If the body breaks off or cannot be decompressed.
        OSError: If the file cannot be written.
        ResponseTooLargeError: If the body is larger than the limit.
        TypeError: If target is neither, or progress cannot be called.
    """
    try:
        download, file = _Download(response, progress, limit), Target(target)
        try:
            for piece in download.pieces():
                file.write(piece)
            file.finish()
        except BaseException:
            file.drop()
            raise
    finally:
        response.close()
    return download.saved


async def save_body_async(
    response: httpx.Response,
    target: SaveTarget,
    *,
    progress: ProgressCallback | None = None,
    limit: int | None = None,
) -> int:
    """Save an answer's body, decompressed, and close the answer; else as ``save_body``.

    The file is written in a thread, so that the event loop goes on; progress is called in the loop.
    """
    try:
        download, file = _Download(response, progress, limit), Target(target)
        try:
            async for piece in download.async_pieces():
                await in_thread(file.write, piece)
            await in_thread(file.finish)
        except BaseException:
            file.drop()
            raise
    finally:
        await response.aclose()
    return download.saved


class _Download:
    def __init__(self, response: httpx.Response, progress: ProgressCallback | None, limit: int | None) -> None:
        self.saved = 0
        self._response = response
        self._progress = None if progress is None else checked_progress(progress)
        self._intake = Intake(response, limit, _ADVICE)

    def pieces(self) -> Iterator[bytes]:
        if self._response.is_stream_consumed:
            yield from self._all_at_once()
            return
        try:
            for raw in self._intake.pieces():
                yield from map(self._counted, self._intake.take(raw))
                self._tell()
            yield from map(self._counted, self._intake.end())
        except BREAKS as error:
            raise self._intake.broken(error) from error

    async def async_pieces(self) -> AsyncIterator[bytes]:
        if self._response.is_stream_consumed:
            for piece in self._all_at_once():
                yield piece
            return
        try:
            async for raw in self._intake.async_pieces():
                for piece in self._intake.take(raw):
                    yield self._counted(piece)
                self._tell()
            for piece in self._intake.end():
                yield self._counted(piece)
        except BREAKS as error:
            raise self._intake.broken(error) from error

    def _all_at_once(self) -> Iterator[bytes]:
        yield self._counted(self._intake.whole(self._response.content))
        if self._progress is not None:
            self._progress(self.saved, self.saved)

    def _counted(self, piece: bytes) -> bytes:
        self.saved += len(piece)
        return piece

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(self._intake.received, self._intake.announced)
