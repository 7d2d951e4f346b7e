"""`testing = true` for any description: behaviours or none, every credential and server, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from overlay.projects import CONFIGURATION, PETS, installed, make
from veneer.diagnostics import InputError

TESTING = f"testing = true\n{CONFIGURATION}"
BEHAVIOURS = """
from ..asgi import Behaviours, ServiceRequest, ServiceResponse

async def get_pet(request: ServiceRequest) -> ServiceResponse:
    return ServiceResponse.json({"name": request.path["petId"]})

async def wait(request: ServiceRequest) -> ServiceResponse:
    import asyncio
    await asyncio.sleep(0)
    return ServiceResponse.json([])

async def fail(request: ServiceRequest) -> ServiceResponse:
    raise RuntimeError("a mistake in a behaviour")

def create_behaviours() -> Behaviours:
    return Behaviours({"getPet": get_pet, "listPets": wait, "createDraft": fail})
"""


@pytest.fixture
def service(tmp_path: Path) -> Any:
    package = make(tmp_path, {"service/__init__.py": BEHAVIOURS}, TESTING)
    with installed(package, tmp_path) as module:
        from pets.testing import LocalService  # type: ignore[import-not-found]

        yield module, LocalService()


def test_behaviours_of_a_package_answer(service: Any) -> None:
    module, local = service
    assert local.client(module.PetsClient).get_pet("Rex").value.name == "Rex"


def test_behaviour_that_waits_is_told_so(service: Any) -> None:
    module, local = service
    with pytest.raises(RuntimeError, match="has to answer at once"):
        local.client(module.PetsClient).list_pets()


def test_mistake_in_a_behaviour_is_a_500_and_logged(service: Any, caplog: pytest.LogCaptureFixture) -> None:
    module, local = service
    with pytest.raises(module.ServerError):
        local.client(module.PetsClient).create_draft(module.models.Pet("Rex"))
    assert "a mistake in a behaviour" in caplog.text
    assert caplog.records[0].name == "pets.testing._support.exchange"


KEY = "{type: apiKey, in: query, name: api-key}"
SCHEMES = f"key: {KEY}, token: {{type: http, scheme: bearer}}, user: {{type: http, scheme: basic}}"


@pytest.mark.parametrize("server", ["https://pets.test/v1", "/v1", "{endpoint}/v1", "{baseUrl}/v1"])
@pytest.mark.parametrize("security", ["key: []", "token: []", "user: []", "key: [], token: []", ""])
def test_client_has_the_endpoint_and_the_credential_that_it_wants(tmp_path: Path, server: str, security: str) -> None:
    description = PETS.replace("servers: [{url: https://pets.test}]", f"servers: [{{url: '{server}'}}]")
    description = description.replace("components:\n", f"components:\n  securitySchemes: {{{SCHEMES}}}\n")
    description += f"security: [{{{security}}}]\n" if security else ""
    package = make(tmp_path, {"service/__init__.py": BEHAVIOURS}, TESTING, {"v1": description})
    with installed(package, tmp_path) as module:
        from pets.testing import LocalService

        local = LocalService()
        assert local.client(module.PetsClient).get_pet("Rex").value.name == "Rex"  # type: ignore[attr-defined]
        assert [call.path for call in local.calls] == ["/v1/pets/Rex"]
        assert "local-key" not in repr(local.calls)


def test_host_that_has_parts_is_left_to_the_caller(tmp_path: Path) -> None:
    description = PETS.replace("url: https://pets.test", "url: 'https://{region}.pets.test/v1'")
    package = make(tmp_path, {"service/__init__.py": BEHAVIOURS}, TESTING, {"v1": description})
    with installed(package, tmp_path) as module:
        from pets.testing import LocalService

        client = LocalService().client(module.PetsClient, region="eu")  # type: ignore[attr-defined]
        assert client.get_pet("Rex").value.name == "Rex"


def test_without_behaviours_requests_are_checked_and_answers_are_canned(tmp_path: Path) -> None:
    with installed(make(tmp_path, configuration=TESTING), tmp_path) as module:
        from pets.testing import Fault, LocalService

        local = LocalService()
        client = local.client(module.PetsClient)  # type: ignore[attr-defined]
        local.inject(Fault.status(200, json={"name": "Rex"}), operation="getPet")
        assert client.get_pet("1").value.name == "Rex"
        with pytest.raises(module.ServerError) as caught:  # type: ignore[attr-defined]
            client.get_pet("1")
        assert caught.value.status_code == 501


def test_a_package_has_no_testing_unless_it_is_asked_for(tmp_path: Path) -> None:
    package = make(tmp_path, {"service/__init__.py": BEHAVIOURS})
    assert not [path for path in package.files if "testing" in path]
    assert "testing" not in package.text("pyproject.toml")
    assert "testing" not in package.text("README.md") + package.text("api.md")


def test_values_that_look_like_prose_are_kept(tmp_path: Path) -> None:
    description = PETS.replace(
        "properties: {name: {type: string}",
        "properties: {name: {type: string}, description: {type: object, description: Prose., "
        "default: {description: kept}}, default: {type: string, summary: Prose.}",
    )
    text = make(tmp_path, configuration=TESTING, versions={"v1": description}).text(
        "pets/testing/_descriptions/v1.json"
    )
    assert '"default":{"description":"kept"}' in text
    assert "Prose." not in text
    assert "Return a pet." not in text
    assert '"description":{"type":"object"' in text


def test_behaviour_that_is_no_python(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        make(tmp_path, {"service/__init__.py": BEHAVIOURS, "service/more.py": "x = (\n"}, TESTING)
    [found] = caught.value.diagnostics
    assert (found.id, found.location.line, found.location.file) == (
        "unfit-behaviour",
        1,
        "customizations/pets/service/more.py",
    )


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    evil = '"""; import os #\\n'
    description = PETS.replace("title: Pets", f"title: {evil!r}").replace(
        "summary: Return a pet.", f"summary: {evil!r}"
    )
    package = make(tmp_path, configuration=TESTING, versions={"v1": description})
    assert "import os" not in package.text("pets/testing/__init__.py")
    with installed(package, tmp_path):
        from pets.testing import LocalService

        assert LocalService().calls == []
