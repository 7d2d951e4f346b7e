"""What the generator prints, by hand and small: models, enums and a client of both layers for the tests to use."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, overload

import httpx
from attrs import define, field

from veneer.runtime import (
    DEFAULT_TIMEOUT,
    UNSET,
    ApiKeyScheme,
    AsyncServiceClient,
    AsyncTokenCredential,
    BearerTokenScheme,
    CancellationToken,
    ClosedStrEnum,
    HttpRequest,
    KeyLike,
    Model,
    OpenStrEnum,
    RequestContent,
    RequestContext,
    Response,
    ServiceClient,
    SyncTokenCredential,
    Unset,
    cancel_with,
    decode_datetime,
    decode_int,
    decode_str,
    encode_datetime,
    encode_int,
    encode_list,
    encode_model,
    encode_str,
    json_content,
    list_of,
    path_simple,
    put,
    put_optional,
    put_optional_nullable,
    query_form,
    query_string,
    read_json,
    required_content,
    server_variable,
    take,
    take_object,
    take_optional,
    take_optional_nullable,
)


class Decision(OpenStrEnum):
    REAL_FACE = "realface"
    SPOOF_FACE = "spoofface"


class Mode(ClosedStrEnum):
    PASSIVE = "Passive"
    ACTIVE = "PassiveActive"


@define(slots=True)
class Entry(Model):
    id: int
    decision: Decision | None = field(default=None, kw_only=True)
    additional_properties: dict[str, Any] = field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] = {}
        put(data, "id", self.id, encode_int)
        put_optional(data, "decision", self.decision, Decision.encode)
        data.update(self.additional_properties)
        return data

    @classmethod
    def from_dict(cls, value: object) -> Self:
        data = take_object(value, "Entry")
        return cls(
            take(data, "id", decode_int),
            decision=take_optional(data, "decision", Decision.decode),
            additional_properties=data,
        )


@define(slots=True)
class Session(Model):
    session_id: str
    created: datetime.datetime
    mode: Mode
    note: str | Unset | None = field(default=UNSET, kw_only=True)
    entries: list[Entry] | None = field(default=None, kw_only=True)
    additional_properties: dict[str, Any] = field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] = {}
        put(data, "sessionId", self.session_id, encode_str)
        put(data, "created", self.created, encode_datetime)
        put(data, "mode", self.mode, Mode.encode)
        put_optional_nullable(data, "note", self.note, encode_str)
        put_optional(data, "entries", self.entries, encode_list(encode_model(Entry)))
        data.update(self.additional_properties)
        return data

    @classmethod
    def from_dict(cls, value: object) -> Self:
        data = take_object(value, "Session")
        return cls(
            take(data, "sessionId", decode_str),
            take(data, "created", decode_datetime),
            take(data, "mode", Mode.decode),
            note=take_optional_nullable(data, "note", decode_str),
            entries=take_optional(data, "entries", list_of(Entry.from_dict)),
            additional_properties=data,
        )


_SECURITY = (
    (ApiKeyScheme("KeyAuth", "Ocp-Apim-Subscription-Key", "header"),),
    (BearerTokenScheme("AADToken", ("https://cognitiveservices.azure.com/.default",)),),
)


def _build_create_request(content: RequestContent) -> HttpRequest:
    return HttpRequest(
        "POST",
        "/sessions",
        accept="application/json",
        content=required_content(content),
        content_type="application/json",
    )


def _build_list_request(session_id: str, *, top: int | None = None) -> HttpRequest:
    return HttpRequest(
        "GET",
        f"/sessions/{path_simple('session_id', session_id)}/entries",
        query=query_string(query_form("top", top)),
        accept="application/json",
    )


class SampleProtocol(ServiceClient):
    def __init__(
        self,
        endpoint: str,
        credential: KeyLike | SyncTokenCredential,
        *,
        transport: httpx.BaseTransport | None = None,
        http_client: httpx.Client | None = None,
        timeout: httpx.Timeout | float | None = DEFAULT_TIMEOUT,
        headers: Mapping[str, str] | None = None,
        application_id: str | None = None,
    ) -> None:
        super().__init__(
            f"{server_variable('endpoint', endpoint)}/face/v1",
            credential,
            _SECURITY,
            transport=transport,
            http_client=http_client,
            timeout=timeout,
            headers=headers,
            user_agent="sample/v1",
            application_id=application_id,
        )

    def create(self, content: RequestContent, *, context: RequestContext | None = None) -> httpx.Response:
        return self._send(_build_create_request(content), context)

    def list_entries(
        self, session_id: str, *, top: int | None = None, context: RequestContext | None = None
    ) -> httpx.Response:
        return self._send(_build_list_request(session_id, top=top), context)


class SampleClient(SampleProtocol):
    @overload
    def create(self, content: Session, *, cancellation: CancellationToken | None = None) -> Response[Session]: ...
    @overload
    def create(self, content: RequestContent, *, context: RequestContext | None = None) -> httpx.Response: ...
    def create(
        self,
        content: Session | RequestContent,
        *,
        context: RequestContext | None = None,
        cancellation: CancellationToken | None = None,
    ) -> Response[Session] | httpx.Response:
        if isinstance(content, RequestContent):
            return super().create(content, context=context)
        raw = super().create(json_content(content, Session), context=cancel_with(cancellation))
        return Response(raw, read_json(raw, Session.from_dict))


class AsyncSampleProtocol(AsyncServiceClient):
    def __init__(
        self,
        endpoint: str,
        credential: KeyLike | SyncTokenCredential | AsyncTokenCredential,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        http_client: httpx.AsyncClient | None = None,
        timeout: httpx.Timeout | float | None = DEFAULT_TIMEOUT,
    ) -> None:
        super().__init__(
            f"{server_variable('endpoint', endpoint)}/face/v1",
            credential,
            _SECURITY,
            transport=transport,
            http_client=http_client,
            timeout=timeout,
            user_agent="sample/v1",
        )

    async def create(self, content: RequestContent, *, context: RequestContext | None = None) -> httpx.Response:
        return await self._send(_build_create_request(content), context)
