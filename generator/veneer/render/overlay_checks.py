"""What is wrong with an overlay template -> a diagnostic at the template's own line."""

from __future__ import annotations

import ast
import traceback
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, nodes

from veneer.diagnostic_ids import DiagnosticId
from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.customizations import TextFile
from veneer.overlay.contract import place_of
from veneer.overlay.meant import choose
from veneer.render.overlay_names import OverlayError


def render_overlay(
    environment: Environment, chain: tuple[TextFile, ...], stock: str, context: Mapping[str, Any], defines: str
) -> str:
    """Render an overlay, with every check that it can fail.

    Args:
        environment: The run's templates.
        chain: The overlay, and the partial templates that it extends.
        stock: The stock template that it may extend.
        context: What it prints.
        defines: The class or method that it has to define.

    Returns:
        What it printed, at column 0.

    Raises:
        InputError: When it is wrong, at the template's own line.
    """
    try:
        check_blocks(environment, chain, stock)
        text = environment.get_template(chain[0].name).render(context)
        check_python(chain, text, stock, defines)
    except InputError:
        raise
    except Exception as error:  # whatever the expressions of a template may raise
        raise InputError([diagnose(chain, stock, error)]) from error
    return text


def check_blocks(environment: Environment, chain: tuple[TextFile, ...], stock: str) -> None:
    """Check what Jinja passes over in silence in templates that extend the stock one.

    Args:
        environment: The run's templates.
        chain: The overlay and the partials that it extends, the nearest first.
        stock: The name of the stock template.

    Raises:
        InputError: `unknown-block`, or `text-outside-block` for what would not be printed.
    """
    trees = [environment.parse(template.text, template.name, template.name) for template in chain]
    extends = [node.template for node in trees[-1].body if isinstance(node, nodes.Extends)]
    if any(isinstance(template, nodes.Const) and template.value == stock for template in extends):
        source, _, _ = environment.loader.get_source(environment, stock) if environment.loader else ("", None, None)
        trees.append(environment.parse(source))
    problems: list[Diagnostic] = []
    for at, template in enumerate(chain[: len(trees) - 1]):  # the last one is free to print what it likes
        known = {block.name for tree in trees[at + 1 :] for block in tree.find_all(nodes.Block)}
        problems += _misplaced(template, trees[at], known)
    if problems:
        raise InputError(problems)


def _misplaced(overlay: TextFile, tree: nodes.Template, known: set[str]) -> Iterator[Diagnostic]:
    for node in tree.body:
        if isinstance(node, nodes.Block) and node.name not in known:
            message = f"what it extends has no block `{node.name}`"
            yield Diagnostic("unknown-block", message, place_of(overlay, node.lineno), choose(node.name, known))
        line = next((line for output in _outputs(node) if (line := _first_line(output)) is not None), None)
        if line is not None:
            message = "this stands outside of every block, so it would not be printed"
            yield Diagnostic("text-outside-block", message, place_of(overlay, line), "Move it into a block.")


def _outputs(node: nodes.Node) -> Iterator[nodes.Output]:
    """Yield what would print outside of every block, inside of tags too."""
    if isinstance(node, nodes.Output):
        yield node
    elif not isinstance(node, nodes.Block | nodes.Macro | nodes.AssignBlock):
        for child in node.iter_child_nodes():
            yield from _outputs(child)


def _first_line(node: nodes.Output) -> int | None:
    """Return the line where an output begins; ``None`` when it is blank."""
    for item in node.nodes:
        text = item.data if isinstance(item, nodes.TemplateData) else "expression"
        if text.strip():
            return item.lineno + text[: len(text) - len(text.lstrip())].count("\n")
    return None


def check_python(chain: tuple[TextFile, ...], text: str, stock: str, defines: str) -> None:
    """Check that what an overlay and its partials printed is Python, and the class or method that is meant.

    Raises:
        InputError: `overlay-python`, at the line that printed it where that can be found; or `overlay-without-method`
            and `overlay-without-class`.
    """
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        printed = text.splitlines()
        number = error.lineno if isinstance(error, SyntaxError) and error.lineno else 1
        wrong = printed[number - 1].strip() if number <= len(printed) else ""
        place = place_of(*_line_that_prints(chain, wrong))
        message = f"prints what is no Python: {getattr(error, 'msg', error)}: `{wrong}`"
        raise InputError([Diagnostic("overlay-python", message, place, "Mend the block that prints it.")]) from None
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    if defines not in [node.name for node in tree.body if isinstance(node, kinds)]:
        is_method = stock.endswith("method.py.jinja")
        id: DiagnosticId = "overlay-without-method" if is_method else "overlay-without-class"
        what = "method" if is_method else "class"
        fix = f"Extend `{stock}`, or define it."
        if stock == "method.py.jinja":
            fix = (
                f"Extend `{stock}`, or define it: `{{{{ def }}}} {{{{ method.name }}}}(...)`; package.toml can hide it."
            )
        place = Location(chain[0].name, 1, 1)
        raise InputError([Diagnostic(id, f"prints no {what} `{defines}`", place, fix)])


def _line_that_prints(chain: tuple[TextFile, ...], printed: str) -> tuple[TextFile, int]:
    """Return the line whose fixed text begins a printed line, the first one of the overlay where none does."""
    found = [
        (len(text), -at, -number)
        for at, template in enumerate(chain)
        for number, line in enumerate(template.text.splitlines(), 1)
        if (text := line.partition("{{")[0].strip()) and printed.startswith(text)
    ]
    _, at, number = max(found, default=(0, 0, -1))
    return chain[-at], -number


def diagnose(chain: tuple[TextFile, ...], stock: str, error: Exception) -> Diagnostic:
    """Return the diagnostic of what was raised while an overlay, or a partial that it extends, was rendered."""
    files = {template.name: template for template in chain}
    if isinstance(error, TemplateSyntaxError):
        place = Location(error.filename if error.filename in files else chain[0].name, error.lineno, 1)
        return Diagnostic("overlay-syntax", error.message or "not a template", place, "Mend the template.")
    # Jinja rewrites tracebacks so that a frame of a template has the template's file and line.
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    place = place_of(files[frames[-1].filename], frames[-1].lineno or 1) if frames else place_of(chain[0], 1)
    if isinstance(error, OverlayError):
        return Diagnostic(error.id, error.message, place, error.fix)
    if isinstance(error, TemplateNotFound):
        message = f"there is no template `{error.name}`"
        return Diagnostic("overlay-error", message, place, f"Extend `{stock}`, or write the whole of it.")
    if isinstance(error, RecursionError):
        message, fix = "the templates extend each other in a circle", f"Let the last of them extend `{stock}`."
        return Diagnostic("overlay-error", message, place_of(chain[0], 1), fix)
    fix = f"Use the names that the stock template `{stock}` has."
    return Diagnostic("overlay-error", f"{type(error).__name__}: {error}", place, fix)
