"""ClientPlan -> one finished view per output file: every type, import, signature and sentence decided."""

from veneer.views.package import package_views
from veneer.views.view import FileView

__all__ = ["FileView", "package_views"]
