"""Views -> FileSet: every file of a generated distribution as text, by its path."""

from veneer.fileset import FileSet
from veneer.render.overlaid import overlay_uses
from veneer.render.render import Printed, Rendered, print_files, render

__all__ = ["FileSet", "Printed", "Rendered", "overlay_uses", "print_files", "render"]
