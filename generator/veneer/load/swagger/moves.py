"""Which part of a document went where, one by one, in; where any part is now, or was before, out."""

from attrs import define, field

Tokens = tuple[str, ...]


@define
class Moves:
    """What has moved; a part below one that moved has moved with it."""

    _before: dict[Tokens, Tokens] = field(factory=dict, init=False)
    _made: set[Tokens] = field(factory=set, init=False)
    _now: dict[Tokens, Tokens] = field(factory=dict, init=False)

    def add(self, now: Tokens, before: Tokens) -> None:
        """Note that a part stands somewhere else now; of a part that stands in several places the first counts."""
        self._before[now] = before
        self._now.setdefault(before, now)

    def make(self, now: Tokens, before: Tokens) -> None:
        """Note that a part was made of another one, which has nothing of what stands below it."""
        self._before[now] = before
        self._made.add(now)

    def before(self, now: Tokens) -> Tokens:
        """Return where a part stood before, or what it was made of."""
        length = _longest(self._before, now)
        found = self._before.get(now[:length], ())
        return found if now[:length] in self._made else found + now[length:]

    def now(self, before: Tokens) -> Tokens:
        """Return where a part stands now."""
        length = _longest(self._now, before)
        return self._now.get(before[:length], ()) + before[length:]


def _longest(table: dict[Tokens, Tokens], tokens: Tokens) -> int:
    """Return how many of the keys lead to the nearest part that the table has; none if it has no such part."""
    return next((length for length in range(len(tokens), 0, -1) if tokens[:length] in table), 0)
