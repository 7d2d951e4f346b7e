"""`[[paging]]` and `[[polling]]` of package.toml -> their values, and a problem at the place of each fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any

from veneer.diagnostics import Diagnostic, Location
from veneer.load.customizations import TextFile
from veneer.overlay.configuration import PagingConfiguration, PollingConfiguration
from veneer.overlay.places import TablePlace, table_places

_KEYS: Mapping[str, Set[str]] = {
    "paging": {"operations", "start", "size", "key", "items", "next", "count", "next_link", "next_header"},
    "polling": {"operations", "status", "location", "state", "succeeded", "failed", "message"},
}


class TablesReader:
    """Reads the two arrays of tables, collecting what is wrong with them."""

    def __init__(self, file: TextFile) -> None:
        self.file = file
        self.problems: list[Diagnostic] = []

    def paging(self, data: Any) -> tuple[PagingConfiguration, ...]:
        """Return what `paging` says."""
        return tuple(
            PagingConfiguration(
                place=table.place,
                operations=table.needed_texts("operations"),
                start=table.start(),
                size=table.text("size"),
                key=table.text("key"),
                items=table.text("items"),
                next=table.text("next"),
                count=table.text("count"),
                next_link=table.text("next_link"),
                next_header=table.text("next_header"),
            )
            for table in self._tables("paging", data)
        )

    def polling(self, data: Any) -> tuple[PollingConfiguration, ...]:
        """Return what `polling` says."""
        return tuple(
            PollingConfiguration(
                place=table.place,
                operations=table.needed_texts("operations"),
                status=table.needed_text("status"),
                state=table.needed_text("state"),
                succeeded=table.needed_texts("succeeded"),
                failed=table.failed(),
                location=table.text("location"),
                message=table.text("message"),
            )
            for table in self._tables("polling", data)
        )

    def _tables(self, kind: str, data: Any) -> Iterable[_Table]:
        tables = data if isinstance(data, list) else []
        places = table_places(self.file.name, self.file.text, kind, len(tables))
        if not isinstance(data, list) or not all(isinstance(table, dict) for table in tables):
            (place,) = table_places(self.file.name, self.file.text, kind, 1)
            message = f"`{kind}` has to be a list of tables"
            self.problems.append(Diagnostic("bad-configuration", message, place.header(), f"Write [[{kind}]]."))
            return
        for table, place in zip(tables, places, strict=True):
            yield _Table(kind, table, place, self.problems)


class _Table:
    """One table while it is read."""

    def __init__(self, kind: str, data: dict[str, Any], place: TablePlace, problems: list[Diagnostic]) -> None:
        self.kind, self.data, self.place, self.problems = kind, data, place, problems
        for key in sorted(data.keys() - _KEYS[kind]):
            fix = f"Write one of: {', '.join(sorted(_KEYS[kind]))}."
            self._problem(f"`{key}` is not known in {kind}", place.key(key), fix)

    def text(self, key: str) -> str | None:
        """Return a text; ``None`` where there is none."""
        found = self.data.get(key)
        if found is None or (isinstance(found, str) and found):
            return found
        self._problem(f"`{key}` of {self.kind} has to be a text", self.place.key(key), f'Write {key} = "...".')
        return None

    def needed_text(self, key: str) -> str:
        """Return a text that has to be there."""
        if key not in self.data:
            self._problem(f"{self.kind} needs `{key}`", self.place.header(), f'Write {key} = "...".')
        return self.text(key) or ""

    def needed_texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts that has to be there and to hold something."""
        found, fix = self.data.get(key), f'Write {key} = ["..."].'
        if key not in self.data:
            self._problem(f"{self.kind} needs `{key}`", self.place.header(), fix)
        elif not isinstance(found, list) or not found or not all(isinstance(item, str) for item in found):
            self._problem(f"`{key}` of {self.kind} has to be a list of texts", self.place.key(key), fix)
        else:
            return tuple(found)
        return ()

    def start(self) -> str | None:
        """Return the parameter that leads to a page, and see that one thing alone leads to the next."""
        if self.data.get("count") not in (None, "pages", "items"):
            fix = 'Write count = "pages" or count = "items".'
            self._problem(f"`count` of {self.kind} has to be one of two words", self.place.key("count"), fix)
        ways = [key for key in ("next_link", "next_header", "next", "count", "key") if key in self.data]
        links = [key for key in ways if key.startswith("next_")]
        for other in ways[1:]:
            message = f"`{other}` leads to the next page, and so does `{ways[0]}`"
            self._problem(message, self.place.key(other), "Remove one of the two.")
        for key in ("start", "size") if links else ():
            if key in self.data:
                message = f"`{key}` is not needed where `{links[0]}` leads to the next page"
                self._problem(message, self.place.key(key), "Remove it.")
        return self.text("start") if links else self.needed_text("start")

    def failed(self) -> tuple[str, ...]:
        """Return the words for a failure, none of which may stand for success too."""
        failed = self.needed_texts("failed")
        succeeded = self.data.get("succeeded")
        known = {str(word).lower() for word in succeeded} if isinstance(succeeded, list) else set()
        for word in failed:
            if word.lower() in known:
                message = f"`{word}` is in `succeeded` and in `failed`"
                self._problem(message, self.place.value("failed", word), "Leave it out of one of them.")
        return failed

    def _problem(self, message: str, place: Location, fix: str) -> None:
        self.problems.append(Diagnostic("bad-configuration", message, place, fix))
