"""`veneer serve`: a package or a description goes in; the local service runs until it is told to stop."""

from __future__ import annotations

from collections.abc import Callable

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load import SpecDocument, load, load_described
from veneer.load.customizations import load_customizations
from veneer.load.described import NOWHERE_ELSE, Allowed, describe
from veneer.names import version_module
from veneer.overlay import read_configuration
from veneer.project import Project
from veneer.serve.described_answers import described_answers
from veneer.serve.loading import load_behaviours
from veneer.serve.running import run
from veneer.testing.asgi import Behaviours, Credentials, create_app


def serve_target(
    project: Project | None,
    target: str,
    version: str,
    port: int,
    key: str,
    say: Callable[[str], None],
    allowed: Allowed = NOWHERE_ELSE,
) -> None:
    """Run the local service on loopback until Ctrl+C.

    Args:
        project: The project that the package belongs to; ``None`` when the target is a description.
        target: A package's name, or a description's path or URL.
        version: The API version of the package; empty: its default.
        port: TCP port; 0 takes a free one.
        key: The API key that callers have to send.
        say: Told, in words, where the service is.
        allowed: Where references of a description may lead besides its own folder or origin.

    Raises:
        InputError: For an unknown package or version, or a description that cannot be used.
    """
    document, behaviours = _chosen(project, target, version, allowed)
    app = create_app(document.content, behaviours, credentials=Credentials(api_key=key))
    local = " Local-only routes: GET /_local." if project is not None and behaviours is not None else ""

    def ready(url: str) -> None:
        say(f"{document.name} on {url}, key {key}. Ctrl+C stops it.{local}")

    try:
        run(app, port=port, on_ready=ready)
    except KeyboardInterrupt:
        return
    except OSError as error:
        message = f"port {port} cannot be used: {error.strerror}"
        fix = "Choose another with --port, or 0 for a free one."
        raise InputError([Diagnostic("port-in-use", message, Location("veneer"), fix)]) from None


def _chosen(
    project: Project | None, target: str, version: str, allowed: Allowed
) -> tuple[SpecDocument, Behaviours | None]:
    if project is None:
        document = load_described(describe(target, allowed))
        return document, described_answers(document)
    (package,) = project.select((target,))
    custom = load_customizations(package.root / package.customizations, package.customizations)
    wanted = version or read_configuration(custom.configuration).default_version or package.specs[-1][0]
    for name, spec in package.specs:
        if name == wanted:
            document = load(package.root / spec, spec, custom.mends_for(version_module(name)))
            return document, load_behaviours(package.root / package.customizations)
    known = ", ".join(name for name, _ in package.specs)
    place = Location(package.customizations)
    raise InputError(
        [Diagnostic("unknown-version", f"there is no version `{wanted}`", place, f"Choose one of: {known}.")]
    )
