"""Path items -> Operation values, one for each operation and for each of its overloads."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import count
from typing import Any

from attrs import evolve

from veneer import upstream
from veneer.build.contents import build_content, build_contents
from veneer.build.context import Context, child, raw
from veneer.build.docs import docs_of, raw_docs
from veneer.build.paging import build_paging
from veneer.build.parameters import build_parameters
from veneer.build.responses import build_responses
from veneer.build.security import build_security
from veneer.build.servers import build_server
from veneer.build.templates import build_template, has_dot_segment
from veneer.load import pointers
from veneer.model import Body, Docs, LongRunning, Operation, SecurityScheme, UriTemplate
from veneer.names import operation_stem, route_id
from veneer.upstream import PathItem, untrusted

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def build_operations(context: Context, schemes: dict[str, SecurityScheme]) -> tuple[Operation, ...]:
    """Return every operation in the description's order; the second of one operationId is called by its route."""
    found: dict[str, Operation] = {}
    for operation in _operations(context, schemes):
        id = raw(operation.id)
        if id in found:
            place = context.document.locate(child(found[id].pointer, "operationId"))
            context.warn(
                "duplicate-operation-id",
                f"operationId `{id}` is already taken at line {place.line}, so this one is called by its route",
                child(operation.pointer, "operationId"),
                "Give each operation an id of its own.",
            )
            id = _free(route_id(operation.method, raw(operation.path.text)), found)
            operation = evolve(operation, id=untrusted(id))
        found[id] = operation
    return tuple(found.values())


def _free(id: str, taken: Container[str]) -> str:
    """Return an id that is not taken; a route is, where the overloads on it have one id."""
    return next(name for number in count(1) if (name := id if number == 1 else f"{id}_{number}") not in taken)


def _operations(context: Context, schemes: dict[str, SecurityScheme]) -> Iterator[Operation]:
    for path in context.document.content["paths"]:
        place, (sent, mark, behind) = child("/paths", path), raw(path).partition("#")
        is_fragment = bool(mark) and "{" not in behind
        template = build_template(sent if is_fragment else raw(path))
        if is_fragment:
            context.warn(
                "path-with-fragment",
                f"the path `{raw(path)}` has a `#`: what begins there is not sent (RFC 9110, section 7.1)",
                place,
                "Nothing, where it only tells operations on one path apart; else write it as %23.",
            )
        if not raw(path).startswith("/"):
            context.error(
                "path-without-slash",
                f"the path `{raw(path)}` does not begin with a slash",
                place,
                "Begin it with a slash; what stands before the paths is the server's URL.",
            )
        if has_dot_segment(template):
            context.error(
                "path-with-dot-segment",
                f"the path `{raw(path)}` has a dot segment, which would lead to another path (RFC 3986, section 5.2.4)",
                place,
                "Write the path that is meant.",
            )
        done: set[str] = set()
        items = [(upstream.typed(PathItem, context.document, place), place)]
        # A path item may refer to another one and have operations of its own; its own come first.
        if isinstance(context.document.resolve(place).get("$ref"), str):
            items.append(context.follow(context.at(place, PathItem), place, PathItem))
        for item, pointer in items:
            for method, where, node in _described(context, item, pointer):
                described_as = where.removeprefix(pointer)
                if described_as not in done:
                    done.add(described_as)
                    yield from _of_node(context, schemes, template, item, pointer, method, where, node)


def _described(context: Context, item: PathItem, pointer: str) -> Iterator[tuple[str, str, upstream.Operation]]:
    """Yield the operations of a path item, each with its method and its place."""
    for method in _METHODS:
        node: upstream.Operation | None = getattr(item, method)
        if node is not None:
            yield method, child(pointer, method), node
    # OpenAPI 3.2, Path Item Object, which the front end does not know.
    more = {"query": child(pointer, "query")} if isinstance(upstream.extension(item, "query"), dict) else {}
    listed = upstream.extension(item, "additionalOperations")
    for method in listed if isinstance(listed, dict) else ():
        more[method] = child(pointer, "additionalOperations", method)
    for method, where in more.items():
        found = context.at(where, upstream.Operation)
        if isinstance(found, upstream.Operation):
            yield method, where, found


def _of_node(
    context: Context,
    schemes: dict[str, SecurityScheme],
    path: UriTemplate,
    item: PathItem,
    item_pointer: str,
    method: str,
    where: str,
    node: upstream.Operation,
) -> Iterator[Operation]:
    overloads = upstream.extension(node, "x-overloads")
    listed = [item for item in overloads if isinstance(item, dict)] if isinstance(overloads, list) else []
    for index, overload in enumerate(listed or [None]):
        spot = child(where, "x-overloads", index) if overload is not None else where
        yield _Builder(context, schemes, path, item, item_pointer, method, node, where, overload, spot).build()


class _Builder:
    """One operation, or one overload of it, on its way to a value."""

    def __init__(
        self,
        context: Context,
        schemes: dict[str, SecurityScheme],
        path: UriTemplate,
        item: PathItem,
        item_pointer: str,
        method: str,
        node: upstream.Operation,
        pointer: str,
        overload: dict[str, Any] | None,
        spot: str,
    ) -> None:
        self.context, self.schemes, self.path = context, schemes, path
        self.item, self.item_pointer = item, item_pointer
        self.method, self.node, self.pointer, self.overload, self.spot = method, node, pointer, overload or {}, spot
        self.id = self.overload.get("operationId") or raw(node.operationId or "") or route_id(method, raw(path.text))
        self.hint = operation_stem(self.id, method, raw(path.text))

    def build(self) -> Operation:
        node, context = self.node, self.context
        responses = build_responses(
            context, node.responses, child(self.pointer, "responses"), self.hint, self.overload.get("responses")
        )
        client_name = upstream.extension(node, "x-ms-client-name")
        security = child(self.pointer, "security")
        servers, owner = node.servers or self.item.servers, self.pointer if node.servers else self.item_pointer
        return Operation(
            id=untrusted(self.id),
            pointer=self.spot,
            method=self.method.upper(),
            path=self.path,
            parameters=build_parameters(
                context, self.item.parameters, node.parameters, self.item_pointer, self.pointer, self.path
            ),
            body=self._body(),
            responses=responses,
            docs=self._docs(),
            tags=tuple(node.tags or ()),
            security=build_security(context, node.security, self.schemes, security),
            overload_group=self.pointer if self.overload else None,
            server=build_server(servers[0], child(owner, "servers", 0)) if servers else None,
            deprecated=node.deprecated,
            paging=build_paging(context, node, self.pointer, self.id),
            long_running=self._long_running(),
            client_name=untrusted(client_name) if isinstance(client_name, str) else None,
        )

    def _docs(self) -> Docs:
        own, shared = raw_docs(self.overload), docs_of(self.node)
        return Docs(own.summary or shared.summary, own.description or shared.description, shared.external_url)

    def _body(self) -> Body | None:
        given = self.node.request_body
        if given is None:
            return None
        body, pointer = self.context.follow(given, child(self.pointer, "requestBody"), upstream.RequestBody)
        place, hint = child(pointer, "content"), f"{self.hint}_content"
        if "contentType" in self.overload:
            contents = self._overload_content(body, place, hint)
        else:
            contents = build_contents(self.context, body.content, place, hint)
        return Body(contents, body.required, pointer, docs_of(body, given)) if contents else None

    def _overload_content(self, body: upstream.RequestBody, place: str, hint: str) -> tuple[Any, ...]:
        wanted, reference = self.overload["contentType"], self.overload.get("schema")
        for media_type, node in body.content.items():
            if raw(media_type) == wanted:
                pointer = child(place, media_type)
                schema = self._overload_schema(reference) if reference is not None else None
                return (build_content(self.context, media_type, node, pointer, hint, schema),)
        self.context.error(
            "unknown-overload-content",
            f"overload `{self.id}` names content type `{wanted}`, which the request body lacks",
            child(self.spot, "contentType"),
            f"Name one of: {', '.join(raw(name) for name in body.content)}.",
        )
        return ()

    def _overload_schema(self, reference: object) -> str | None:
        pointer = pointers.referred(reference) if isinstance(reference, str) else ""
        try:
            found = self.context.document.resolve(pointer)
        except KeyError:
            found = None
        if isinstance(found, dict) and pointer:
            return pointer
        self.context.error(
            "dangling-reference",
            f"overload `{self.id}` names a schema that leads nowhere",
            child(self.spot, "schema"),
            "Write a reference such as `#/components/schemas/Name`.",
        )
        return None

    def _long_running(self) -> LongRunning | None:
        says = self.overload.get(
            "x-ms-long-running-operation", upstream.extension(self.node, "x-ms-long-running-operation")
        )
        if says is not True:
            return None
        options = upstream.extension(self.node, "x-ms-long-running-operation-options")
        final = options.get("final-state-via") if isinstance(options, dict) else None
        return LongRunning(untrusted(final) if isinstance(final, str) else None)
