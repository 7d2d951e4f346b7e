"""The site of a small project in a real browser: it is found, searched, switched, copied from, at two widths."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import DESKTOP, PHONE, Open, fits, needs_browser, watched
from explain.explained import CONFIGURATION, PETS, prepare
from running import veneer

HOSTILE = "Return a pet. <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://elsewhere.example/y.png)"
METHOD = "pets/v1/pets/get_pet/"

expect.set_options(timeout=20_000)

pytestmark = needs_browser

both_widths = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    configuration = f"{CONFIGURATION}\n[samples]\nfiles = true\n"
    folder = prepare(
        tmp_path_factory.mktemp("site"),
        configuration=configuration,
        versions={"v1": PETS.replace("Return a pet.", repr(HOSTILE))},
    )
    done = veneer("docs", "--output", "docs", cwd=folder)
    assert (done.returncode, done.stdout.split()[-1]) == (0, "docs/site/index.html"), done.stderr
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Quiet, directory=str(folder / "docs/site"))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def opened(site: str, browser: Browser) -> Open:
    """Open a page, and fail on a request to anywhere else, on any error, and on anything in the console."""

    @contextmanager
    def open_page(path: str, size: tuple[int, int] = DESKTOP, **options: object) -> Iterator[Page]:
        with watched(browser, size, "site", **options) as (page, seen):
            page.set_default_timeout(20_000)
            page.goto(f"{site}{path}")
            yield page
        elsewhere = [url for url in seen.requests if not url.startswith((site, "data:", "blob:"))]
        assert (elsewhere, seen.said) == ([], [])

    return open_page


def test_a_reader_gets_from_the_package_to_a_method(opened: Open) -> None:
    with opened("") as page:
        content = page.get_by_role("main")
        for name in ("pets", "v1", "PetsClient", "get_pet"):
            content.get_by_role("link", name=name, exact=True).first.click()
        expect(content.get_by_role("heading", level=1)).to_contain_text("get_pet")
        content.get_by_role("link", name="Pet", exact=True).first.click()
        expect(content.get_by_role("heading", level=1)).to_contain_text("Pet")
        assert fits(page)


def test_a_reader_gets_to_the_guide(opened: Open) -> None:
    with opened("", PHONE) as page:
        content = page.locator("article")  # the navigation, which a phone hides, has the same names
        for name in ("Veneer", "A client in ten minutes", "every way to change a method"):
            content.get_by_role("link", name=name, exact=True).first.click()
            assert fits(page)
        expect(content.get_by_role("heading", level=1)).to_contain_text("Change a method or a model")


@both_widths
def test_the_search_finds_a_method(opened: Open, size: tuple[int, int]) -> None:
    with opened("", size) as page:
        page.wait_for_load_state("networkidle")  # before that no key is listened to
        page.keyboard.press("Control+k")
        expect(page.get_by_placeholder("Search").last).to_be_focused()
        page.keyboard.type("get_pet", delay=20)
        page.locator("a[href*='get_pet/?h=']").first.click()
        expect(page.get_by_role("main").get_by_role("heading", level=1)).to_contain_text("get_pet")


@both_widths
def test_tabs_of_a_page_go_together(opened: Open, size: tuple[int, int]) -> None:
    with opened(METHOD, size) as page:
        codes = page.get_by_role("main").locator(".tabbed-block:visible code", has_text="def get_pet(")
        before = codes.all_inner_texts()
        page.get_by_role("main").get_by_text("Async", exact=True).first.click()
        expect(codes.first).to_contain_text("async def get_pet(")
        after = codes.all_inner_texts()
    assert len(before) == len(after) == 2
    assert all(text.startswith("def ") for text in before)
    assert all(text.startswith("async def ") for text in after)


def test_layers_are_tabs_with_a_sample_each(opened: Open) -> None:
    with opened(METHOD) as page:
        sample = page.get_by_role("main").locator(".tabbed-block:visible code").first
        expect(sample).to_contain_text("response.value")
        page.get_by_role("main").locator("label", has_text="Protocol method").first.click()
        expect(sample).to_contain_text("RequestContext()")


@both_widths
def test_a_sample_is_copied(opened: Open, size: tuple[int, int]) -> None:
    with opened(METHOD, size, permissions=["clipboard-read", "clipboard-write"]) as page:
        block = page.get_by_role("main").locator(".highlight:visible").first
        block.hover()
        block.get_by_role("button").first.click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.strip() == block.locator("code").inner_text().strip()


def test_a_phone_shows_the_same_and_opens_its_navigation(opened: Open) -> None:
    with opened(METHOD, PHONE) as page:
        assert fits(page)
        page.locator("header label[for=__drawer]").click()
        expect(page.get_by_role("navigation").get_by_text("pets").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_light_or_dark_as_the_system_is(opened: Open, scheme: str) -> None:
    with opened(METHOD, color_scheme=scheme) as page:
        color = page.evaluate("getComputedStyle(document.body).backgroundColor")
        light = sum(map(int, color.partition("(")[2].rstrip(")").split(",")[:3])) > 3 * 128
        assert light is (scheme == "light")


def test_words_of_a_description_do_nothing(opened: Open) -> None:
    with opened(METHOD) as page:
        main = page.get_by_role("main")
        expect(main).to_contain_text("<img src=x onerror=alert(1)>")
        assert main.locator("img").count() == 0
        assert main.locator("a[href^=javascript]").count() == 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_manual_has_its_entries_to_link_and_its_names_in_one_piece(opened: Open, size: tuple[int, int]) -> None:
    with opened("veneer-guide/diagnostics/", size) as page:
        expect(page.locator("h3#unknown-style")).to_be_visible()
        assert fits(page)
    with opened("veneer-guide/package-toml/", size) as page:
        key = page.get_by_role("main").locator("td:first-child code", has_text="distribution_version")
        assert len(key.evaluate("code => [...code.getClientRects()]")) == 1
        assert fits(page)
