"""The build's one screen: a SpecDocument goes in, its Api and the warnings that came up come out."""

from __future__ import annotations

from attrs import frozen

from veneer import upstream
from veneer.build.adapt import adapt
from veneer.build.aliases import note_mentions
from veneer.build.contents import file_schemas
from veneer.build.context import Context
from veneer.build.docs import docs_of
from veneer.build.incoming import build_incoming
from veneer.build.merge_patch import removable
from veneer.build.operations import build_operations
from veneer.build.schemas import build_named
from veneer.build.security import build_schemes, build_security
from veneer.build.servers import build_servers
from veneer.diagnostics import Diagnostic
from veneer.garbage import give_back
from veneer.load.document import SpecDocument
from veneer.model import Api


@frozen
class Built:
    """An Api, and the warnings about what its clients will not do."""

    api: Api
    warnings: tuple[Diagnostic, ...]


def build(document: SpecDocument) -> Built:
    """Build the Api of a description.

    Args:
        document: The loaded description, OpenAPI 3.1 in shape.

    Returns:
        The Api and the warnings.

    Raises:
        InputError: With every located error that was found.
    """
    document = adapt(document)
    root = upstream.validate(document)
    give_back()  # what it typed took as much as the description
    context = Context(document, root, file_schemas=file_schemas(document))
    build_named(context)
    schemes = build_schemes(context)
    operations = build_operations(context, schemes)
    build_incoming(context)
    servers = build_servers(context, operations)
    context.finish()
    note_mentions(context)
    built = {id: model for id, model in context.models.items() if model is not None}
    operations, models = removable(context, operations, built)
    context.refuse()
    api = Api(
        title=root.info.title,
        version=root.info.version,
        servers=servers,
        operations=operations,
        models=models,
        aliases=dict(context.named),
        enums=dict(context.enums),
        security_schemes=tuple(schemes.values()),
        security=build_security(context, root.security, schemes, "/security") or (),
        docs=docs_of(root.info),
        tags=tuple((tag.name, docs_of(tag)) for tag in root.tags or ()),
        versions=(root.info.version,),
    )
    return Built(api, tuple(dict.fromkeys([*document.warnings, *context.diagnostics])))
