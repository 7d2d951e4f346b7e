"""An operation of one version -> where its description stands, what it says, and who mended it."""

from __future__ import annotations

from veneer.explain.subjects import Subject
from veneer.explain.values import AnswerFacts, BodyFacts, ContentFacts, Described, Facts, ParameterFacts
from veneer.load import SpecDocument
from veneer.load.mended import mended_parts
from veneer.model import Content
from veneer.model.words import plain, status_words, words
from veneer.overlay.contents import chosen_content
from veneer.pins.parts import header_part, parameter_part, parts_of


def describe(subject: Subject) -> Described:
    """Return where an operation comes from."""
    operation, version = subject.operation, subject.version
    # Overloads share what is beside them; parameters may stand beside the methods of a path.
    whole = operation.overload_group or operation.pointer
    written = document_of(subject).written
    parts = (written(whole), written(f"{whole.rpartition('/')[0]}/parameters"))
    mends = subject.planned.custom.mends_for(version.module)
    path = subject.package.root / version.spec_name
    return Described(
        id=subject.id,
        method=operation.method,
        path=plain(operation.path.text),
        place=document_of(subject).locate(operation.pointer, key=True),
        pointer=written(operation.pointer),
        deprecated=operation.deprecated,
        tags=tuple(map(plain, operation.tags)),
        mends=mended_parts(path, version.spec_name, mends, parts),
    )


def document_of(subject: Subject) -> SpecDocument:
    """Return the description of an operation's version."""
    at = subject.planned.plan.versions.index(subject.version)
    return subject.planned.documents[at]


def facts(subject: Subject) -> Facts:
    """Return what the description says of an operation."""
    operation, locate, told = subject.operation, document_of(subject).locate, parts_of(subject.version)
    parameters = tuple(
        ParameterFacts(
            str(item.place),
            plain(item.wire_name),
            told[parameter_part(operation, item)],
            item.deprecated,
            locate(item.pointer),
        )
        for item in operation.parameters
    )
    body = operation.body
    answers = tuple(
        AnswerFacts(
            status_words(item.status),
            _contents(subject, item.contents),
            tuple((plain(each.wire_name), told[header_part(operation, item, each)]) for each in item.headers),
            locate(item.pointer, key=True),
        )
        for item in operation.responses
    )
    said = BodyFacts(body.required, _contents(subject, body.contents), locate(body.pointer, key=True)) if body else None
    return Facts(parameters, said, answers)


def _contents(subject: Subject, contents: tuple[Content, ...]) -> tuple[ContentFacts, ...]:
    spoken = chosen_content(contents)
    return tuple(
        ContentFacts(plain(item.media_type), words(item.type, subject.version.api), item is spoken) for item in contents
    )
