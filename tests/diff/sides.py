"""Small descriptions, and what comparing two of them finds: shared by the tests of `veneer diff`."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml

from veneer.build import build
from veneer.diff import Finding, compare, judge
from veneer.diff.sides import Side, print_surface
from veneer.load import load_text
from veneer.load.customizations import TextFile
from veneer.overlay import Configuration, plan, read_configuration
from veneer.overlay.plan import PackagePlan

Description = Mapping[str, Any]


def operation(fragment: str = "", method: str = "get", path: str = "/things", **parts: Any) -> Description:
    """A description with one operation, `call`, from what stands in its operation object."""
    node = {"operationId": "call", "responses": {"204": {"description": "Done."}}} | (yaml.safe_load(fragment) or {})
    return {"paths": {path: {method: node}}, **parts}


def parameter(fragment: str | None, path: str = "/things") -> Description:
    """A description whose one operation has one parameter, `p` of the query if nothing else is said, or none."""
    if fragment is None:
        return operation(path=path)
    found = {"name": "p", "in": "query", "schema": {"type": "string"}} | (yaml.safe_load(fragment) or {})
    return operation(yaml.safe_dump({"parameters": [found]}), path=path)


def sent(schema: str, required: bool = True, **schemas: str) -> Description:
    """A description whose one operation takes a JSON body of a schema, `Thing`."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    node = yaml.safe_dump({"requestBody": {"required": required, "content": content}})
    return operation(node, "post", components=_components(schema, schemas))


def answered(schema: str, **schemas: str) -> Description:
    """A description whose one operation answers JSON of a schema, `Thing`."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    node = yaml.safe_dump({"responses": {"200": {"description": "Here.", "content": content}}})
    return operation(node, components=_components(schema, schemas))


def _components(schema: str, schemas: Mapping[str, str]) -> dict[str, Any]:
    texts = {"Thing": schema, **schemas}
    return {"schemas": {name: yaml.safe_load(text) for name, text in texts.items()}}


def thing(properties: str, required: str = "[]", **more: Any) -> str:
    """The schema of an object with properties."""
    given = yaml.safe_load(f"{{{properties}}}")
    wanted = yaml.safe_load(required)
    node = {"type": "object", "properties": given, **({"required": wanted} if wanted else {}), **more}
    return yaml.safe_dump(node, sort_keys=False)


def side(description: Description, configuration: str = "") -> Side:
    """Plan and render a description; what is left out of its head is filled in."""
    whole = {"openapi": "3.1.0", "info": {"title": "Test", "version": "1"}, "paths": {}} | dict(description)
    return _side(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True), configuration)


@lru_cache(maxsize=512)
def _side(text: str, configuration: str) -> Side:
    custom = Configuration()
    if configuration:
        custom = read_configuration(TextFile("custom/package.toml", "package.toml", configuration))
    planned = plan("pkg", "1", "api.yaml", build(load_text(text, "api.yaml")).api, custom)
    return Side(planned, print_surface(PackagePlan("pkg", custom, (planned,), planned)))


def findings(
    old: Description, new: Description, configuration: str = "", new_configuration: str | None = None
) -> tuple[Finding, ...]:
    """Compare two descriptions; one configuration holds for both if there is no other for the new one."""
    now = configuration if new_configuration is None else new_configuration
    return judge(compare(side(old, configuration), side(new, now)))


def rules(old: Description, new: Description, configuration: str = "") -> set[str]:
    """Return the ids of the rules that hold between two descriptions."""
    return {finding.rule.id for finding in findings(old, new, configuration)}


def found(rule: str, of: tuple[Finding, ...]) -> Finding:
    """Return the one finding of a rule."""
    (one,) = [finding for finding in of if finding.rule.id == rule]
    return one


def changed(description: Description, *path: str, to: Any) -> Description:
    """Return a copy of a description with another value in one place."""
    whole = copy.deepcopy(dict(description))
    node: Any = whole
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = to
    return whole
