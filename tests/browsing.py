"""A real browser of the system -> pages of it, each of which says what it asked for and what went wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from attrs import Factory, frozen
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
# What the browser says where a reader was quicker than a page: no fault of the page's.
NOTICE = "Autofocus processing was blocked because a document already has a focused element."
DESKTOP, PHONE = (1280, 900), (390, 844)
Open = Callable[..., AbstractContextManager[Page]]

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt-get install chromium")


@frozen
class Seen:
    """What a page asked the network for, and what stood in its console, in dialogs or was an error."""

    requests: list[str] = Factory(list)
    said: list[str] = Factory(list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run the browser for the tests of a module."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield running
        running.close()


@contextmanager
def watched(browser: Browser, size: tuple[int, int], picture: str, **options: object) -> Iterator[tuple[Page, Seen]]:
    """Open an empty page and note what it does; `VENEER_SCREENSHOTS` names a folder for a picture of its end."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)  # type: ignore[arg-type]
    page, seen = context.new_page(), Seen()
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda message: seen.said.append(message.text) if message.text != NOTICE else None)
    page.on("pageerror", lambda error: seen.said.append(str(error)))
    page.on("dialog", lambda dialog: seen.said.append(dialog.message))
    yield page, seen
    if folder := os.environ.get("VENEER_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{picture}-{len(list(Path(folder).iterdir()))}.png")
    context.close()


def fits(page: Page) -> bool:
    """Tell whether the page does not scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
