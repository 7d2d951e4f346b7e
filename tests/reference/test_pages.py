"""The pages of azure_face: what stands on them is what the code has, and what a page leads to is there."""

from __future__ import annotations

import ast
import posixpath
import re
from pathlib import Path

import pytest
from markdown.extensions.toc import slugify

from explain.explained import prepare
from running import veneer

ROOT = Path(__file__).resolve().parents[2]
METHOD = "azure_face/v1_2_preview_1/face_session/create_liveness_session.md"
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_OPERATION = re.compile(r"^    (?:async )?def (?P<name>[a-z]\w*)\(", re.MULTILINE)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("reference") / "docs"
    done = veneer("docs", "azure_face", "--no-site", "--output", str(folder), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    found = folder / "markdown"
    return {path.relative_to(found).as_posix(): path.read_text("utf-8") for path in found.rglob("*.md")}


def section(text: str, *titles: str) -> str:
    """Return what stands below a heading, and in it below another one."""
    for level, title in enumerate(titles, 2):
        text = re.split(rf"^#{{{level}}} {title}\n", text, flags=re.MULTILINE)[1]
        text = re.split(rf"^#{{1,{level}}} ", text, flags=re.MULTILINE)[0]
    return text


def test_a_method_has_what_the_page_of_dotnet_has(pages: dict[str, str]) -> None:
    page = pages[METHOD]

    assert page.startswith("# create_liveness_session\n\nCreate a liveness session.\n\n| Definition | |")
    assert "| Route | `POST /detectLiveness/singleModal/sessions` |" in page
    assert "| Described in | `spec/azure_face/v1.2-preview.1.json:307:7` |" in page
    assert (
        "[`create_liveness_session(content: RequestContent)`](#protocol-method) | Protocol method. Create"
        in section(page, "Overloads")
    )
    elsewhere = "../../v1_1_preview_1/face_session/create_liveness_session.md"
    assert f"| Versions | [`v1.1-preview.1`]({elsewhere}), `v1.2-preview.1`, " in page
    assert "([what changed](../changes.md)) |" in page
    typed, raw = section(page, "Convenience method"), section(page, "Protocol method")
    assert "async def create_liveness_session(\n" in typed
    assert ") -> Response[models.CreateLivenessSessionResult]: ..." in typed
    assert "def create_liveness_session(\n" in raw
    assert ") -> httpx.Response: ..." in raw
    assert "- `content`: [`CreateLivenessSessionContent`](../models/create_liveness_session_content.md) (required)" in (
        section(page, "Convenience method", "Parameters")
    )
    assert "- `context`: [`RequestContext`](../../package/RequestContext.md)` | None`" in (
        section(page, "Protocol method", "Parameters")
    )
    assert "[`Response`](../../package/Response.md)`[`[`CreateLivenessSessionResult`]" in (
        section(page, "Convenience method", "Returns")
    )
    assert "- `TypeError`" in section(page, "Protocol method", "Raises")
    assert "Call\nit from your server" in section(page, "Convenience method", "Remarks")


def test_a_method_has_a_short_sample_and_one_with_all_parameters(pages: dict[str, str]) -> None:
    short, whole = section(pages[METHOD], "Convenience method", "Examples").split("with all parameters.")
    raw = section(pages[METHOD], "Protocol method", "Examples")

    assert "    client = FaceSessionClient(" in short
    assert "    response = await client.create_liveness_session(content)\n" in short
    assert "auth_token_time_to_live_in_seconds=" in whole
    assert "auth_token_time_to_live_in_seconds=" not in short
    assert '    print(result["sessionId"])\n' in raw
    code = [
        "\n".join(line[4:] for line in block.splitlines())
        for block in re.findall(r"^    ```python\n(.*?)^    ```", short + whole + raw, re.MULTILINE | re.DOTALL)
    ]
    assert len(code) == 8
    for text in code:
        compile(text, "sample", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


def test_each_way_of_an_overlay_has_its_own_arguments(pages: dict[str, str]) -> None:
    page = pages["azure_face/v1_2_preview_1/face_session/create_liveness_with_verify_session.md"]

    assert "The photo to compare the person with" in section(page, "Convenience method", "Parameters")
    assert "verify_image" not in section(page, "Protocol method", "Parameters")


def test_a_method_that_only_an_overlay_has_is_there(pages: dict[str, str]) -> None:
    page = pages["azure_face/v1_1_preview_1/face_administration/wait_until_trained.md"]

    assert "| Route |" not in page
    assert "def wait_until_trained(" in section(page, "Convenience method 1")
    samples = section(page, "Convenience method 1", "Examples")
    assert "This sample shows how to call `wait_until_trained` with large person group id." in samples
    assert '    response = await client.wait_until_trained(person_group_id="my-person-group")\n' in samples


def test_every_method_of_every_client_has_a_page(pages: dict[str, str]) -> None:
    code = ROOT / "generated/azure_face/azure_face"
    for path in code.glob("v*/face*.py"):
        folder = f"azure_face/{path.parent.name}/{path.stem}"
        wanted = {match["name"] for match in _OPERATION.finditer(path.read_text("utf-8"))}
        found = {Path(page).stem for page in pages if posixpath.dirname(page) == folder}
        assert wanted - {"aclose", "close"} <= found, path


def test_every_model_and_enum_has_a_page_with_its_attributes(pages: dict[str, str]) -> None:
    for path in (ROOT / "generated/azure_face/azure_face").glob("v*/models/[a-z]*.py"):
        page = pages[f"azure_face/{path.parts[-3]}/models/{path.stem}.md"]
        (cls,) = (node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.ClassDef))
        names = [
            node.target.id for node in cls.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        ]
        names += [
            str(node.targets[0].id)
            for node in cls.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        ]
        assert page.startswith(f"# {cls.name}\n")
        assert [name for name in names if f"- `{name}" not in page] == [], path


def test_a_model_says_what_makes_one(pages: dict[str, str]) -> None:
    page = pages["azure_face/v1_2/models/large_person_group_person.md"]

    assert "    name: str,\n    *,\n    user_data: str | None = None,\n" in page
    assert "- `name`: `str` (1 to 128 characters)" in section(page, "Attributes")


def test_versions_say_what_changed(pages: dict[str, str]) -> None:
    assert "FaceSessionClient.get_liveness_sessions" in section(pages["azure_face/v1_2/changes.md"], "Breaking")
    assert "azure_face/v1_1_preview_1/changes.md" not in pages


def test_links_lead_to_pages_and_headings(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        prose = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL)
        for match in _LINK.finditer(prose):
            target, _, heading = match["target"].partition("#")
            if "://" in target:
                continue
            page = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert page in pages, (path, match[0])
            headings = re.findall(r"^#+ (.*)$", pages[page], re.MULTILINE)
            slugs = {slugify(title, "-") for title in headings}
            assert not heading or heading in slugs, (path, match[0])


BARE = """\
openapi: 3.0.3
info: {title: "", version: "1"}
paths:
  /things/{id}:
    get:
      tags: [things]
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {"200": {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}}
components:
  schemas:
    Thing: {type: object, properties: {kind: {type: string, enum: [a, b]}}}
"""


def test_a_description_without_words_has_pages_with_words(tmp_path: Path) -> None:
    folder = prepare(tmp_path, configuration="", versions={"1": BARE})
    done = veneer("docs", "--no-site", cwd=folder)
    assert done.returncode == 0, done.stderr
    found = folder / "docs/markdown/pets"
    texts = {path.relative_to(found).as_posix(): path.read_text("utf-8") for path in found.glob("v1/**/*.md")}

    assert "[`client.things`](../things/index.md)" in texts["v1/pets/index.md"]
    assert "| Reached as | `client.things` |" in texts["v1/things/index.md"]
    page = texts["v1/things/get_things_by_id.md"]
    assert "| Route | `GET /things/{id}` |" in page
    assert "[`Thing`](../models/thing.md)" in section(page, "Convenience method", "Returns")
    empty = [path for path, text in texts.items() if not text.split("\n", 2)[2].strip()]
    assert empty == []


def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")

    done = veneer("docs", "--output", str(tmp_path), cwd=ROOT)

    assert (done.returncode, done.stdout) == (2, "")
    assert "error[foreign-folder]: holds files that Veneer did not generate" in done.stderr
    assert [item.name for item in tmp_path.iterdir()] == ["mine.txt"]
