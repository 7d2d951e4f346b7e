"""The folder `customizations/<package>` -> its files as text: package.toml and the overlay templates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from attrs import frozen

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.files import read_bytes

CONFIGURATION = "package.toml"
PINS = "overlays.lock.toml"
OVERLAY_SUFFIX = ".py.jinja"
BEHAVIOURS = "service/"  # the folder of the local service
MEND_SUFFIXES = (".overlay.yaml", ".overlay.yml", ".overlay.json")


@frozen
class TextFile:
    """A text file: `name` as shown to the user, `path` below the customizations folder, both with forward slashes."""

    name: str
    path: str
    text: str


@frozen
class CustomizationFiles:
    """What a maintainer wrote for one package.

    Attributes:
        configuration: package.toml.
        overlays: Overlay templates, sorted by path.
        mends: OpenAPI Overlay documents, sorted by path.
        pins: overlays.lock.toml, if there is one.
        behaviours: The Python files of what the local service can do, sorted by path.
    """

    configuration: TextFile
    overlays: tuple[TextFile, ...]
    mends: tuple[TextFile, ...] = ()
    pins: TextFile | None = None
    behaviours: tuple[TextFile, ...] = ()

    def mends_for(self, version_folder: str) -> tuple[TextFile, ...]:
        """Return the documents that mend one version: those beside package.toml, and those in the version's folder."""
        folders = ("", version_folder)
        return tuple(file for file in self.mends if file.path.rpartition("/")[0] in folders)

    def check_mends(self, version_folders: set[str]) -> None:
        """Check that no document mends a version that is not there.

        Raises:
            InputError: `unknown-version`, for each document in a folder of no version.
        """
        fix = f"Put it beside {CONFIGURATION}, or into one of: {', '.join(sorted(version_folders))}."
        stray = [file for file in self.mends if file.path.rpartition("/")[0] not in {"", *version_folders}]
        if stray:
            message = "its folder is not that of a version, so it would never be applied"
            raise InputError(Diagnostic("unknown-version", message, Location(file.name), fix) for file in stray)


def load_customizations(folder: Path, shown_as: str) -> CustomizationFiles:
    """Read a package's customizations.

    Args:
        folder: The folder that holds package.toml.
        shown_as: The folder's name in messages.

    Returns:
        The configuration and every overlay.

    Raises:
        InputError: `missing-configuration`, `unreadable-file`, or `malformed-text` for a file that is not UTF-8.
    """
    kept = (CONFIGURATION, PINS, OVERLAY_SUFFIX, *MEND_SUFFIXES)
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    named = {name: path for name, path in paths.items() if name.endswith(kept) or _is_behaviour(name)}
    return customizations_among(
        {name: read_bytes(path, f"{shown_as}/{name}") for name, path in named.items()}, shown_as
    )


def customizations_among(files: Mapping[str, bytes], shown_as: str) -> CustomizationFiles:
    """Take a package's customizations from the files of its folder.

    Args:
        files: The files, by their paths below the folder that holds package.toml.
        shown_as: The folder's name in messages.

    Raises:
        InputError: `missing-configuration`, or `malformed-text` for a file that is not UTF-8.
    """
    if CONFIGURATION not in files:
        place = Location(f"{shown_as}/{CONFIGURATION}")
        fix = "Write one; `clients` and `default_version` are all it needs."
        raise InputError([Diagnostic("missing-configuration", "there is no such file", place, fix)])
    ordered = sorted(files, key=PurePosixPath)

    def ending(*suffixes: str) -> tuple[TextFile, ...]:
        return tuple(text_file(path, files[path], f"{shown_as}/{path}") for path in ordered if path.endswith(suffixes))

    configuration = text_file(CONFIGURATION, files[CONFIGURATION], f"{shown_as}/{CONFIGURATION}")
    pins = text_file(PINS, files[PINS], f"{shown_as}/{PINS}") if PINS in files else None
    behaviours = tuple(file for file in ending(".py") if _is_behaviour(file.path))
    return CustomizationFiles(configuration, ending(OVERLAY_SUFFIX), ending(*MEND_SUFFIXES), pins, behaviours)


def load_waivers(path: Path, shown_as: str) -> TextFile:
    """Read a file of waivers; raises ``InputError`` if it cannot be."""
    return text_file(path.name, read_bytes(path, shown_as), shown_as)


def text_file(path: str, data: bytes, shown_as: str) -> TextFile:
    """Return a file of customizations as text; raises ``InputError`` (malformed-text) if it is not UTF-8."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        message, place = f"cannot be read: {error}", Location(shown_as)
        raise InputError([Diagnostic("malformed-text", message, place, "Save it as UTF-8 text.")]) from None
    return TextFile(shown_as, path, text.replace("\r\n", "\n").replace("\r", "\n"))


def _is_behaviour(path: str) -> bool:
    return path.startswith(BEHAVIOURS) and path.endswith(".py")
