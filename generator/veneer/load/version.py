"""Plain values in, the same as an object of OpenAPI 3.0, 3.1 or 3.2 or Swagger 2.0 with its version out."""

import re
from typing import Any

from veneer.load.problems import Problems
from veneer.load.text import excerpt

_READ = re.compile(r"3\.[012]\.[0-9]+(-[0-9A-Za-z.-]+)?", re.ASCII)
_FIX = "Give an OpenAPI description of version 3.0, 3.1 or 3.2, or a Swagger description of version 2.0."
SWAGGER = "2.0"
_SHORT = ("3.0", "3.1", "3.2")
_NUMBERS = {3: "3.0.0", 3.1: "3.1.0", 3.2: "3.2.0"}


def check_version(content: Any, problems: Problems) -> tuple[dict[str, Any], str]:
    """Return the document and its version as written; raises ``InputError`` when it is not one that is read."""
    if not isinstance(content, dict):
        problems.fail("not-an-object", f"the description is {_name(content)}, not an object", (), _FIX)
    if "openapi" not in content:
        if "swagger" in content:
            return content, _swagger(content["swagger"], problems)
        problems.fail("unsupported-version", "there is no `openapi` key: this is not an OpenAPI description", (), _FIX)
    version = content["openapi"]
    if not isinstance(version, str):
        if isinstance(version, bool) or not isinstance(version, int | float) or version not in _NUMBERS:
            message = f"the OpenAPI version is {_name(version)}, not a text"
            fix = 'Write it in full and in quotes, as in "3.1.0".'
            problems.fail("unsupported-version", message, ("openapi",), fix)
        message = f"the OpenAPI version is a number, not a text; it is read as {_NUMBERS[version]}"
        problems.warn(
            "unquoted-version", message, ("openapi",), f'Write it in full and in quotes: "{_NUMBERS[version]}".'
        )
        version = content["openapi"] = _NUMBERS[version]
    elif version in _SHORT:
        message = f"the OpenAPI version is not written in full; it is read as {version}.0"
        problems.warn("short-version", message, ("openapi",), f'Write "{version}.0".')
        version = content["openapi"] = f"{version}.0"
    if not _READ.fullmatch(version):
        problems.fail("unsupported-version", f"OpenAPI {excerpt(version)} is not read", ("openapi",), _FIX)
    return content, version


def _swagger(version: Any, problems: Problems) -> str:
    if isinstance(version, int | float) and version == 2 and not isinstance(version, bool):
        message = "the Swagger version is a number, not a text; it is read as 2.0"
        problems.warn("unquoted-version", message, ("swagger",), 'Write it in quotes: "2.0".')
    elif version != SWAGGER:
        problems.fail("unsupported-version", f"Swagger {excerpt(version)} is not read", ("swagger",), _FIX)
    return SWAGGER


def _name(value: Any) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return f"the value {str(value).lower()}"
        case int() | float():
            return f"the number {excerpt(value)}"
        case str():
            return f"the text {excerpt(value, 40)}"
        case dict():
            return "an object"
    return "a list"
