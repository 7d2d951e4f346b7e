"""Words of a description plus facts -> Docstring: what to say about a class or a method, in order."""

from __future__ import annotations

from attrs import evolve, frozen

from veneer.model import Docs
from veneer.upstream import UntrustedString

Text = UntrustedString | str


@frozen(cache_hash=True)  # that of a property is printed in many classes, and looked up for each
class Entry:
    """One line of a section: a name, its type or unit in brackets, and what it is."""

    name: str
    type: str
    texts: tuple[Text, ...]


@frozen(cache_hash=True)  # the sync method and its async twin have the same ones
class Section:
    """A titled list of entries (`Args`, `Returns`, ...), in Google style."""

    title: str
    entries: tuple[Entry, ...]


@frozen
class Docstring:
    """A docstring: one line, paragraphs, sections.

    Attributes:
        summary: The first line; prefixed with `lead`.
        paragraphs: Texts of the description, Markdown as it stands there.
        sections: Args, Returns, Raises, ...
        example: The statements of a sample, as they are.
    """

    summary: Text
    paragraphs: tuple[Text, ...] = ()
    sections: tuple[Section, ...] = ()
    lead: str = ""
    example: tuple[str, ...] = ()

    def with_argument(self, name: str, type: str, text: str) -> Docstring:
        """Return the same with this entry among the arguments: in place of its namesake, else before `context`."""
        entry = Entry(name, type, (text,))
        sections = list(self.sections)
        for index, section in enumerate(sections):
            if section.title == "Args":
                names = [item.name for item in section.entries]
                at = next((names.index(key) for key in (name, "context") if key in names), len(names))
                rest = section.entries[at + 1 :] if name in names else section.entries[at:]
                sections[index] = evolve(section, entries=(*section.entries[:at], entry, *rest))
        return evolve(self, sections=tuple(sections))

    def with_paragraph(self, text: str) -> Docstring:
        """Return the same with one more paragraph, before the last one, which says what is sent."""
        return evolve(self, paragraphs=(*self.paragraphs[:-1], text, *self.paragraphs[-1:]))

    def with_error(self, name: str, text: str) -> Docstring:
        """Return the same with one more exception among what is raised."""
        sections = tuple(
            evolve(section, entries=(*section.entries, Entry(name, "", (text,))))
            if section.title == "Raises"
            else section
            for section in self.sections
        )
        return evolve(self, sections=sections)

    def with_text(self, summary: str, *paragraphs: str) -> Docstring:
        """Return the same with another first line and other paragraphs; the sections stay."""
        return evolve(self, summary=summary, paragraphs=paragraphs)


def first_line(docs: Docs, otherwise: str) -> tuple[Text, tuple[Text, ...]]:
    """Split words into a first line and what follows: a summary, else the description's own first sentence."""
    if docs.summary is not None:
        return docs.summary, (docs.description,) if docs.description is not None else ()
    if docs.description is None:
        return otherwise, ()
    text = docs.description.get_untrusted_value().strip()
    paragraph, _, rest = text.partition("\n\n")
    sentence, dot, more = paragraph.partition(". ")
    if "\n" in sentence or len(sentence) > 110:
        return otherwise, (docs.description,)
    remaining = "\n\n".join(part.strip() for part in (more, rest) if part.strip())
    return UntrustedString(sentence + (dot.strip() or "")), (UntrustedString(remaining),) if remaining else ()
