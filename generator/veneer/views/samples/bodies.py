"""The sample of a body -> the expression that gives it to a method, in either layer."""

from __future__ import annotations

import json
import re
from typing import Any

from attrs import frozen

from veneer.model import AnyType, Content, FileType, MapType, MediaKind, Part, StringType
from veneer.overlay.plan import PlannedOperation
from veneer.views.choices import TEXTS, is_open
from veneer.views.samples.examples import plain_examples
from veneer.views.samples.expressions import Expression, ExpressionPrinter, call, path_of, quoted_text
from veneer.views.samples.sample import Entries, File, Items, NoSample, Object, Sample, Scalar, as_json, parts
from veneer.views.samples.values import Making
from veneer.views.view import Code, Import
from veneer.views.xml import speaks_xml, xml_document

_JSON = (MediaKind.JSON, MediaKind.MERGE_PATCH)
_RANGES = {"image/*": "image/jpeg", "audio/*": "audio/wav", "video/*": "video/mp4", "text/*": "text/plain"}


@frozen
class BodyPrinter:
    """Prints the body of one operation's samples.

    Attributes:
        expressions: Prints the values in it.
        operation: The operation.
        content: The content that the samples send.
    """

    expressions: ExpressionPrinter
    operation: PlannedOperation
    content: Content

    def value(self, making: Making) -> Sample:
        """Return the value of the body.

        Raises:
            NoSample: There is none within the bounds.
        """
        content, name = self.content, self.operation.content
        hints = plain_examples(content.examples)
        if content.kind is MediaKind.JSON_LINES:
            return Items((making.make(content.item or AnyType(), name, hints=hints),))
        if content.kind is MediaKind.EVENT_STREAM:
            whole = next((hint for hint in hints if isinstance(hint, str)), None)
            if whole is not None:
                return Scalar(StringType(), whole)
            return Items((making.make(content.item or StringType(), "data"),))
        if isinstance(content.type, FileType) and name not in making.values.given:
            return File(_file_name(content.media_type.get_untrusted_value()))
        if isinstance(content.type, AnyType) and content.kind in (MediaKind.FORM, MediaKind.MULTIPART) and not hints:
            return making.make(MapType(StringType()), name)
        return making.make(content.type, name, content.constraints, hints)

    @property
    def media_type(self) -> str | None:
        """What the convenience form has to be told of the media type; ``None`` where the content says it."""
        if not is_open(self.content):
            return None
        media_type = self.content.media_type.get_untrusted_value()
        return _RANGES.get(media_type, media_type).replace("*/*", _BYTES)

    def typed(self, sample: Sample) -> Expression:
        """Return the expression of the convenience form's content."""
        if self._is_text and not isinstance(sample, File):
            return quoted_text(self._as_text(sample))
        return self.expressions.typed(sample)

    def _as_text(self, sample: Sample) -> str:
        """Return a value as a body of text; a placeholder is no XML, and an empty element is."""
        if self.content.kind is MediaKind.EVENT_STREAM and isinstance(sample, Items):
            return "".join(map(_event, sample.items))
        text = _text(sample)
        return f"{text[:-1]}/>" if self.content.kind is MediaKind.XML and _PLACEHOLDER.fullmatch(text) else text

    @property
    def _is_text(self) -> bool:
        return self.content.kind in TEXTS and not speaks_xml(self.content)

    def raw(self, sample: Sample) -> Expression:
        """Return the expression of the protocol form's content.

        Raises:
            NoSample: There is no short way to write it by hand.
        """
        content = self.content
        media_type = content.media_type.get_untrusted_value()
        body = self.operation.operation.body
        is_first = body is not None and body.contents[0] is content and "*" not in media_type
        named = [] if is_first else [quoted_text(_RANGES.get(media_type, media_type).replace("*/*", _BYTES))]
        if isinstance(sample, File):
            return self._call("stream", [path_of(sample), *named])
        if content.kind in _JSON:
            named = [] if media_type == "application/json" or "*" in media_type else named
            return self._call("json", [self.expressions.wire(sample), *named])
        if content.kind is MediaKind.FORM:
            return self._call("form", [_keyed({name: self._field(value) for name, value in _parts(sample)})])
        if content.kind is MediaKind.MULTIPART:
            return self._multipart(sample, media_type)
        if content.kind is MediaKind.JSON_LINES and isinstance(sample, Items):
            text = "".join(f"{json.dumps(as_json(item))}\n" for item in sample.items)
            if len(text) > _LONGEST:
                raise NoSample
            return self._call("text", [quoted_text(text), quoted_text(media_type)])
        if speaks_xml(content):
            return self._call("text", [self._xml(sample), quoted_text(_RANGES.get(media_type, media_type))])
        if not self._is_text or media_type.partition("/")[0] == "*":
            raise NoSample
        return self._call(
            "text", [quoted_text(self._as_text(sample)), quoted_text(_RANGES.get(media_type, media_type))]
        )

    def _xml(self, sample: Sample) -> Expression:
        try:
            text = xml_document(self.expressions.printer.plan, self.content, as_json(sample))
        except ValueError:
            raise NoSample from None
        text = _ESCAPED.sub(r"\1", text)
        elements = _ELEMENT.findall(text)
        if len(elements) > _MOST_ELEMENTS:
            raise NoSample
        whole = quoted_text(text)
        return whole if len(text) <= _SHORT else Expression("(", tuple(map(quoted_text, elements)), ")", between="")

    def _multipart(self, sample: Sample, media_type: str) -> Expression:
        known = {part.wire_name.get_untrusted_value(): part for part in self.content.parts}
        written = {name: self._part(value, known.get(name)) for name, value in _parts(sample)}
        if not written:
            raise NoSample  # a multipart body has a part
        subtype = media_type.partition(";")[0].strip().lower().partition("/")[2]
        more = [] if subtype in ("form-data", "*") else [quoted_text(subtype).behind("subtype=")]
        return self._call("multipart", [_keyed(written), *more])

    def _part(self, sample: Sample, part: Part | None) -> Expression:
        if isinstance(sample, Items) and len(sample.items) == 1 and isinstance(sample.items[0], File):
            sample = sample.items[0]
        if isinstance(sample, File):
            return path_of(sample)
        types = [item.get_untrusted_value() for item in part.media_types] if part is not None else []
        if isinstance(sample, Object | Entries | Items) or any(item.endswith("json") for item in types):
            return self._call("json", [self.expressions.wire(sample)])
        return quoted_text(_text(sample))

    def _field(self, sample: Sample) -> Expression:
        if isinstance(sample, Object | Entries):
            return quoted_text(json.dumps(as_json(sample)))
        return self.expressions.wire(sample)

    def _call(self, method: str, items: list[Expression]) -> Expression:
        package = self.expressions.printer.plan.package
        imported = frozenset({Import(package, "RequestContent")})
        return call(Code(f"RequestContent.{method}", imported), items)


_LONGEST = 200
_PLACEHOLDER = re.compile(r"<[\w.-]+>")
_ESCAPED = re.compile(r"&lt;([\w.-]+)&gt;")  # a placeholder, which is easier to read without
_SHORT = 100  # characters of XML that are written on one line
_MOST_ELEMENTS = 60
_ELEMENT = re.compile(r"<[^/>][^>]*>[^<]+</[^>]*>|<[^>]*>|[^<]+")  # with its text, if it has nothing else
_KINDS = {"image": "image", "audio": "audio", "video": "video"}
_ENDINGS = {"jpeg": "jpg", "gzip": "gz", "svg+xml": "svg", "mpeg": "mp3", "yaml": "yaml"}
_BYTES = "application/octet-stream"


def _file_name(media_type: str) -> str:
    """Return the name of a file of a media type."""
    plain = media_type.partition(";")[0].strip().lower()
    main, _, sub = _RANGES.get(plain, plain).partition("/")
    kind = _KINDS.get(main) or {"pdf": "document", "zip": "archive", "gzip": "archive"}.get(sub, "content")
    ending = _ENDINGS.get(sub.removeprefix("x-")) or (
        sub if kind != "content" and re.fullmatch("[a-z0-9]{2,5}", sub) else "bin"
    )
    return f"{kind}.{ending}"


def _keyed(entries: dict[str, Expression]) -> Expression:
    items = tuple(value.behind(f"{quoted_text(name).text}: ") for name, value in entries.items())
    return Expression("{", items, "}")


def _parts(sample: Sample) -> list[tuple[str, Sample]]:
    if not isinstance(sample, Object | Entries):
        raise NoSample
    return list(parts(sample))


def _event(sample: Sample) -> str:
    """Return a value as the data of a server-sent event, a field for each of its lines."""
    return "".join(f"data: {line}\n" for line in _text(sample).split("\n")) + "\n"


def _text(sample: Sample) -> str:
    """Return a value as the text that stands for it outside of JSON."""
    value: Any = as_json(sample)
    return value if isinstance(value, str) else json.dumps(value)
