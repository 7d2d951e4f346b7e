"""The folder `customizations/<package>` -> its files as text: package.toml and the overlay templates."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from veneer.diagnostics import Diagnostic, InputError, Location

CONFIGURATION = "package.toml"
PINS = "overlays.lock.toml"
OVERLAY_SUFFIX = ".py.jinja"
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
    """

    configuration: TextFile
    overlays: tuple[TextFile, ...]
    mends: tuple[TextFile, ...] = ()
    pins: TextFile | None = None

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
        InputError: `missing-configuration`, or `malformed-text` for a file that is not UTF-8.
    """
    if not (folder / CONFIGURATION).is_file():
        place = Location(f"{shown_as}/{CONFIGURATION}")
        fix = "Write one; `clients` and `default_version` are all it needs."
        raise InputError([Diagnostic("missing-configuration", "there is no such file", place, fix)])
    overlays = sorted(path for path in folder.rglob(f"*{OVERLAY_SUFFIX}") if path.is_file())
    mends = sorted(path for path in folder.rglob("*") if path.name.endswith(MEND_SUFFIXES) and path.is_file())
    return CustomizationFiles(
        _read(folder, folder / CONFIGURATION, shown_as),
        tuple(_read(folder, path, shown_as) for path in overlays),
        tuple(_read(folder, path, shown_as) for path in mends),
        _read(folder, folder / PINS, shown_as) if (folder / PINS).is_file() else None,
    )


def load_waivers(path: Path, shown_as: str) -> TextFile:
    """Read the file that waives findings of `veneer diff`; raises ``InputError`` (malformed-text) if it cannot be."""
    return _text_file(path, path.name, shown_as)


def _read(folder: Path, path: Path, shown_as: str) -> TextFile:
    relative = path.relative_to(folder).as_posix()
    return _text_file(path, relative, f"{shown_as}/{relative}")


def _text_file(path: Path, relative: str, name: str) -> TextFile:
    try:
        return TextFile(name, relative, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        diagnostic = Diagnostic("malformed-text", f"cannot be read: {error}", Location(name), "Save it as UTF-8 text.")
        raise InputError([diagnostic]) from None
