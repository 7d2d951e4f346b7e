"""The page of a comparison in a real browser: what is seen, what is asked of the network, what a keyboard reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import Open, fits, needs_browser, watched
from veneer.diagnostics import one_line
from veneer.diff.command import make_report
from veneer.diff.html import as_html

from .hostile import STYLE, TEXTS, hostile_report
from .test_face import ROOT

RETURNED = "FaceSessionClient.create_liveness_session"

pytestmark = needs_browser


@pytest.fixture(scope="module")
def face(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "face.html"
    path.write_text(as_html(make_report("azure_face:v1.2-preview.1", "azure_face:v1.2", ROOT, None)), "utf-8")
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "hostile.html"
    path.write_text(as_html(hostile_report()), "utf-8")
    return path


@pytest.fixture
def opened(browser: Browser) -> Open:
    """Open a page, and fail on any request but that for the file, on any error, and on anything in the console."""

    @contextmanager
    def open_page(path: Path, fragment: str = "", width: int = 1280, **options: object) -> Iterator[Page]:
        with watched(browser, (width, 900), path.stem, **options) as (page, seen):
            page.goto(f"{path.as_uri()}{fragment}")
            yield page
        assert ({url.partition("#")[0] for url in seen.requests}, seen.said) == ({path.as_uri()}, [])

    return open_page


def shown(page: Page) -> int:
    """Return how many findings are seen, which has to be what the page says."""
    count = page.locator(".finding:visible").count()
    expect(page.locator("#shown")).to_have_text(re.compile(rf"^{count} of \d+ findings shown$"))
    return count


def test_filters_hide_what_is_not_asked_for(face: Path, opened: Open) -> None:
    with opened(face) as page:
        whole = shown(page)
        page.get_by_label("breaking").uncheck()
        without_breaking = shown(page)
        page.get_by_label("wire", exact=True).uncheck()

        assert whole > without_breaking > shown(page) > 0
        assert page.locator("#breaking").is_hidden()
        assert page.locator(".finding:visible").first.get_attribute("data-layers") == "convenience"

        page.get_by_role("button", name="Show all").click()
        expect(page.get_by_label("breaking")).to_be_checked()
        assert shown(page) == whole


def test_the_text_filter_wants_every_word(face: Path, opened: Open) -> None:
    with opened(face) as page:
        page.get_by_label("Text").fill("livenesssession sessionExpired")

        assert shown(page) == 1
        assert "sessionExpired" in page.locator(".finding:visible .what").inner_text()

        page.get_by_label("Text").fill("no such thing")
        assert shown(page) == 0
        page.locator("#none").get_by_role("button", name="Show all").click()
        expect(page.locator("#none")).to_be_hidden()


def test_a_link_restores_the_filters(face: Path, opened: Open) -> None:
    with opened(face) as page:
        page.get_by_label("safe").uncheck()
        page.get_by_label("convenience").uncheck()
        page.get_by_label("Text").fill("a&b=c# é")
        page.get_by_label("Text").fill("session 200")
        found, fragment = shown(page), page.evaluate("location.hash")
    assert found

    with opened(face, fragment) as page:
        assert shown(page) == found
        assert page.get_by_label("Text").input_value() == "session 200"
        expect(page.get_by_label("safe")).not_to_be_checked()
        expect(page.get_by_label("convenience")).not_to_be_checked()


def test_signatures_are_filtered_with_their_findings(face: Path, opened: Open) -> None:
    with opened(face, "#text=return-type-changed+create_liveness_session") as page:
        assert shown(page) == 1
        assert page.locator(".comparison:visible").count() == 1
        assert RETURNED in page.locator(".comparison:visible summary").inner_text()


def test_a_link_to_a_finding_shows_it_whatever_is_filtered(face: Path, opened: Open) -> None:
    with opened(face) as page:
        anchors = page.locator("#safe .anchor")
        anchor = anchors.last.get_attribute("href") or ""
    with opened(face, anchor) as page:
        expect(page.locator(anchor)).to_be_in_viewport()
        page.get_by_label("safe").uncheck()
        expect(page.locator(anchor)).to_be_hidden()
        page.evaluate("anchor => { location.hash = anchor }", anchor)
        expect(page.locator(anchor)).to_be_in_viewport()


def test_signatures_stand_beside_each_other_where_there_is_room(face: Path, opened: Open) -> None:
    with opened(face, "#signatures") as page:
        compared = page.locator(".comparison", has_text=RETURNED).first
        old, new = compared.locator(".old .line").all(), compared.locator(".new .line").all()
        boxes = [(before.bounding_box(), after.bounding_box()) for before, after in zip(old, new, strict=True)]

        assert all(before["y"] == after["y"] and before["x"] < after["x"] for before, after in boxes)  # type: ignore[index]
        assert compared.locator("del").all_inner_texts() == ["CreateLivenessSessionResult"]
        assert compared.locator("ins").all_inner_texts() == ["LivenessSession"]
        assert "line-through" in compared.locator("del").evaluate("node => getComputedStyle(node).textDecorationLine")
        assert fits(page)


@pytest.mark.parametrize("name", ["face", "hostile"])
def test_a_phone_shows_old_above_new_and_scrolls_one_way(
    name: str, opened: Open, request: pytest.FixtureRequest
) -> None:
    with opened(request.getfixturevalue(name), "#signatures", width=390) as page:
        compared = page.locator(".comparison", has=page.locator(".new")).first
        last, first = compared.locator(".old .line").last, compared.locator(".new .line").first

        assert last.bounding_box()["y"] < first.bounding_box()["y"]  # type: ignore[index]
        assert last.bounding_box()["x"] == first.bounding_box()["x"]  # type: ignore[index]
        assert fits(page)


def test_dark_mode_is_dark_and_readable(face: Path, opened: Open) -> None:
    colours = "node => [getComputedStyle(node).backgroundColor, getComputedStyle(node).color]"
    seen = {}
    for scheme in ("light", "dark"):
        with opened(face, color_scheme=scheme) as page:
            pair = page.locator("body").evaluate(colours)
            seen[scheme] = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in pair]

    assert seen["light"][0] > 600 > 200 > seen["light"][1]
    assert seen["dark"][0] < 200 < 600 < seen["dark"][1]


def test_a_keyboard_is_enough(face: Path, opened: Open) -> None:
    with opened(face) as page:
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        expect(page.locator(".skip")).to_be_in_viewport()
        while page.evaluate("document.activeElement.value") != "breaking":
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.get_by_label("breaking")).not_to_be_checked()
        assert page.locator("#breaking").is_hidden()
        outline = page.get_by_label("breaking").evaluate("node => getComputedStyle(node).outlineStyle")
        assert outline == "solid"


def test_a_waiver_can_be_copied(face: Path, opened: Open) -> None:
    with opened(face, permissions=["clipboard-read", "clipboard-write"]) as page:
        finding = page.locator(".finding").first
        finding.get_by_role("button", name="copy waiver").click()
        expect(finding.get_by_role("button")).to_have_text("copied")
        fingerprint = finding.locator(".fingerprint").inner_text()

        assert page.evaluate("navigator.clipboard.readText()") == (
            f'[[waivers]]\nfingerprint = "{fingerprint}"\nreason = ""\n'
        )


def test_everything_is_there_without_javascript(face: Path, opened: Open) -> None:
    with opened(face, java_script_enabled=False) as page:
        findings = page.locator(".finding")

        assert findings.count() == page.locator(".finding:visible").count() > 100
        assert page.locator(".beside").count() == page.locator(".beside >> visible=true").count() > 50
        expect(page.locator("#filters")).to_be_hidden()
        expect(page.locator(".copy").first).to_be_hidden()


def test_paper_has_findings_and_no_controls(face: Path, opened: Open) -> None:
    with opened(face, color_scheme="dark") as page:
        page.emulate_media(media="print")

        expect(page.locator("#filters")).to_be_hidden()
        expect(page.locator(".finding").first).to_be_visible()
        assert page.locator("body").evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(255, 255, 255)"


def test_hostile_texts_are_seen_as_text(hostile: Path, opened: Open) -> None:
    with opened(hostile) as page:
        said = " ".join(page.locator("main").inner_text().split())

        assert page.title().endswith(STYLE)
        for text in TEXTS:
            assert " ".join(one_line(text).split()) in said
        assert page.locator("script").count() == 1
        assert page.locator("img").count() == 0
