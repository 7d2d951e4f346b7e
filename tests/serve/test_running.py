"""The local service over a real loopback port."""

from __future__ import annotations

import socket
import subprocess
import sys
from urllib.parse import urlsplit

import httpx
import pytest

from veneer.serve import Behaviours, create_app, run, serving

from .conftest import KEY, SPECS, api

SCRIPT = """
import json, sys
from pathlib import Path
from veneer.serve import create_app, run
run(create_app(json.loads(Path(sys.argv[1]).read_text("utf-8"))), on_ready=lambda url: print(url, flush=True))
"""


def test_face_over_a_port(face_document: dict[str, object], behaviours: Behaviours) -> None:
    with serving(create_app(face_document, behaviours, max_body_size=1_000_000)) as url:
        assert url.startswith("http://127.0.0.1:")
        sessions = f"{url}/face/v1.1-preview.1/detectLiveness/singleModal/sessions"
        with httpx.Client(headers=KEY) as client:
            created = client.post(sessions, json={"livenessOperationMode": "Passive"}).json()
            completed = client.post(f"{url}/_local/sessions/{created['sessionId']}/complete").json()
            assert client.get(f"{sessions}/{created['sessionId']}").json() == completed
            assert completed["result"]["request"]["url"] == f"{url}/face/v1.1-preview.1/detectLiveness/singleModal"
            large = client.post(sessions, content=b" " * 5_000_000, headers={"content-type": "application/json"})
            assert large.status_code == 413
            assert client.get(sessions).status_code == 200

    with pytest.raises(httpx.ConnectError):
        httpx.get(sessions)


def test_two_services_at_a_time() -> None:
    with serving(create_app(api({}))) as first, serving(create_app(api({}))) as second:
        assert first != second
        assert httpx.get(f"{first}/_local").json() == httpx.get(f"{second}/_local").json()


def test_error_in_the_block_closes_the_service() -> None:
    app = create_app(api({}))
    with pytest.raises(KeyError), serving(app) as url:
        raise KeyError
    with socket.create_server(("127.0.0.1", urlsplit(url).port or 0)):
        pass


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.1", "example.com", "", "127.0.0.1.example.com"])
def test_only_loopback_is_served(host: str) -> None:
    with pytest.raises(ValueError, match="loopback only"):
        run(create_app(api({})), host=host)


def test_port_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="no TCP port"):
        run(create_app(api({})), port=65536)


def test_taken_port_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        run(create_app(api({})), port=taken.getsockname()[1])


def test_run_in_a_process_announces_itself_and_ends_quietly() -> None:
    command = [sys.executable, "-c", SCRIPT, str(SPECS / "v1.1-preview.1.json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stdout.readline().strip()
        answer = httpx.get(f"{url}/_local")
        process.terminate()
        rest = process.stdout.read() + process.stderr.read()

    assert answer.json()["basePath"] == "/face/v1.1-preview.1"
    assert rest == ""
