"""An answer whose body is unread goes in, the same answer with its whole body comes out, or an error that says why not.

The limit holds for the body as it is once decompressed. While it is read, at most the limit and another 64 KiB are
held, whatever a compressed body grows to.
"""

from __future__ import annotations

from contextlib import suppress

import httpx

from .intake import BREAKS, Intake

_ADVICE = "allow more with the client's max_response_size=, or take it piece by piece with RequestContext(stream=True)"


def read_body(response: httpx.Response, limit: int | None) -> None:
    """Read an answer's body, whole or not at all.

    Args:
        response: The answer; one whose body was read already is only measured.
        limit: How many bytes the body may have once it is decompressed; ``None`` for any number.

    Raises:
        BrokenBodyError: If the body breaks off or cannot be decompressed. It is worth another try; as a ``DecodeError``
            it tells the caller. Its answer holds what came of the body, its cause is httpx's error.
        ResponseTooLargeError: If the body is larger.
        httpx.TransportError: If anything else goes wrong on the way, for instance a timeout.
    """
    if response.is_stream_consumed:
        Intake(response, limit, _ADVICE).whole(response.content)
        return
    pieces: list[bytes] = []
    intake = Intake(response, limit, _ADVICE)
    try:
        for piece in intake.pieces():
            pieces.extend(intake.take(piece))
        pieces.extend(intake.end())
        intake.close()
    except BREAKS as error:
        intake.close()
        _keep(response, pieces, intake.received)
        _name_request(error, response)
        raise intake.broken(error) from error
    except BaseException as error:
        intake.close()
        _name_request(error, response)
        raise
    _keep(response, pieces, intake.received)


async def read_body_async(response: httpx.Response, limit: int | None) -> None:
    """Read an answer's body, whole or not at all; else as ``read_body``."""
    if response.is_stream_consumed or isinstance(response.stream, httpx.ByteStream):
        read_body(response, limit)  # nothing has to be waited for
        return
    pieces: list[bytes] = []
    intake = Intake(response, limit, _ADVICE)
    try:
        async for piece in intake.async_pieces():
            pieces.extend(intake.take(piece))
        pieces.extend(intake.end())
        await intake.aclose()
    except BREAKS as error:
        await intake.aclose()
        _keep(response, pieces, intake.received)
        _name_request(error, response)
        raise intake.broken(error) from error
    except BaseException as error:
        await intake.aclose()
        _name_request(error, response)
        raise
    _keep(response, pieces, intake.received)


def _name_request(error: BaseException, response: httpx.Response) -> None:
    if isinstance(error, httpx.RequestError):
        with suppress(RuntimeError):  # an answer made by hand, without a request
            error.request = response.request


def _keep(response: httpx.Response, pieces: list[bytes], received: int) -> None:
    response._num_bytes_downloaded = received
    # What `httpx.Response.read` does as well; there is no public way to say what a body decompresses to.
    response._content = b"".join(pieces)
