"""The local service of a package in process, for the tests of an application: faults on request, every call recorded.

A generated package with ``testing = true`` has these modules, byte for byte, as ``testing/_support``; ``veneer serve``
runs the service in ``asgi`` too. So they import one another relatively, and nothing of the rest of Veneer.
"""

from .extra import need_extra

need_extra(__name__.partition(".")[0])
