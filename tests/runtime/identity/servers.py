"""A folder for certificates goes in, a token authority over TLS, a managed identity and a Face service come out."""

from __future__ import annotations

import base64
import datetime
import ipaddress
import json
import pathlib
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NEEDED = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}'


class World:
    """What all servers know: the tokens that were given out, with the claims that were asked for each.

    Attributes:
        issued: Each token with what its request said.
        forms: What the authority was sent.
        calls: The tokens that the Face service was sent.
        keys: The keys that it takes.
        challenging: Whether the Face service wants ``NEEDED`` in a token.
    """

    def __init__(self, folder: pathlib.Path) -> None:
        self.issued: dict[str, dict[str, Any]] = {}
        self.forms: list[dict[str, str]] = []
        self.calls: list[str] = []
        self.keys: set[str] = set()
        self.challenging = False
        self.ca = folder / "ca.pem"
        context = _tls(folder, self.ca)
        self._servers = [self._serve(kind, tls) for kind, tls in ((Authority, context), (Metadata, None), (Face, None))]
        ports = [server.server_port for server in self._servers]
        self.authority = f"https://localhost:{ports[0]}"
        self.metadata = f"http://127.0.0.1:{ports[1]}/msi/token"
        self.face = f"http://127.0.0.1:{ports[2]}"

    def issue(self, **request: Any) -> str:
        token = f"token-{len(self.issued)}"
        self.issued[token] = request
        return token

    def _serve(self, handler: type[Handler], tls: ssl.SSLContext | None) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (handler,), {"world": self}))
        server.daemon_threads = True
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server

    def close(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answers with JSON, one request for each connection."""

    world: World

    def answer(self, status: int, body: object, **headers: str) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Authority(Handler):
    """As Entra: OpenID configuration and tokens."""

    def do_GET(self) -> None:
        tenant = f"{self.world.authority}/{self.path.split('/')[1]}"
        self.answer(
            200,
            {
                "issuer": f"{tenant}/v2.0",
                "token_endpoint": f"{tenant}/oauth2/v2.0/token",
                "authorization_endpoint": f"{tenant}/oauth2/v2.0/authorize",
            },
        )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self.world.forms.append(form)
        if "s3cret" not in (form.get("client_secret"), form.get("client_assertion")):
            self.answer(401, {"error": "invalid_client", "error_description": "AADSTS7000215: no such secret"})
            return
        token = self.world.issue(scope=form["scope"], claims=json.loads(form.get("claims", "{}")))
        self.answer(200, {"token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599, "access_token": token})


class Metadata(Handler):
    """As the managed identity of App Service."""

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        if self.headers["X-IDENTITY-HEADER"] != "s3cret":
            self.answer(400, {"statusCode": 400, "message": "no"})
            return
        token = self.world.issue(scope=query["resource"][0], claims={})
        expires_on = str(int(time.time()) + 3600)
        self.answer(200, {"access_token": token, "expires_on": expires_on, "resource": "r", "token_type": "Bearer"})


class Face(Handler):
    """Takes tokens for its scope alone, and while ``challenging`` only those with claims."""

    def do_GET(self) -> None:
        if self.headers["Ocp-Apim-Subscription-Key"] in self.world.keys:
            self.answer(200, [])
            return
        token = (self.headers["Authorization"] or "").removeprefix("Bearer ")
        self.world.calls.append(token)
        known = self.world.issued.get(token)
        if known is None or not known["scope"].startswith("https://cognitiveservices.azure.com"):
            self.answer(
                401, {"error": {"code": "Unauthorized", "message": "No such token."}}, WWW_Authenticate="Bearer"
            )
            return
        if self.world.challenging and "nbf" not in known["claims"].get("access_token", {}):
            claims = base64.b64encode(NEEDED.encode()).decode()
            challenge = f'Bearer realm="", error="insufficient_claims", claims="{claims}"'
            self.answer(401, {"error": {"code": "Revoked", "message": "Revoked."}}, WWW_Authenticate=challenge)
            return
        self.answer(200, [])


def _tls(folder: pathlib.Path, ca: pathlib.Path) -> ssl.SSLContext:
    issuer_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Veneer tests")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    authority = (
        _certificate(issuer, issuer, issuer_key.public_key(), issuer_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(sign=True), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    leaf = (
        _certificate(subject, issuer, key.public_key(), issuer_key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(sign=False), critical=True)
        .add_extension(names, critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
    ca.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    pair = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pair.write_bytes(private + leaf.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair)
    return context


def _certificate(subject: x509.Name, issuer: x509.Name, key: Any, issuer_key: Any) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
    )


def _usage(*, sign: bool) -> x509.KeyUsage:
    return x509.KeyUsage(not sign, False, False, False, False, sign, sign, False, False)
