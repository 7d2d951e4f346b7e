"""The methods of a generated package are counted, sync and async, whatever its tags are called."""

from __future__ import annotations

from corpus.outcomes import methods

GROUP = '''
class {name}:
    def get(self):
        """[Protocol method] Get it."""

    def _own(self):
        """No operation."""


class Async{name}:
    async def get(self):
        """[Protocol method] Get it."""
'''


def test_twins_are_told_from_tags_that_begin_with_async() -> None:
    files = {
        f"pets/v1/_protocol/{name}.py": GROUP.format(name=name).encode()
        for name in ("Queries", "AsyncQueries", "Async")
    }

    assert methods({**files, "pets/v1/queries.py": b"class Other: ..."}) == (3, 3)
