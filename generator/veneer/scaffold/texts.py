"""The names of a package and its client -> what a new project holds beside its package: README and .gitignore."""

from __future__ import annotations

IGNORED = "__pycache__/\n*.egg-info/\n.venv/\n.mypy_cache/\n.pytest_cache/\n.ruff_cache/\n/build/\n/dist/\n"

_README = """\
# {package}

A Python client that Veneer generates from an API description. `spec` holds the description as it came, `customizations`
what people decided about the client, `generated` the client; nobody edits that by hand.

```sh
veneer generate                  # write generated/{package}
veneer check                     # is everything in step? (for CI, too)
pip install -e ./generated/{package}
```

Then `from {package} import {client}`. Later:

| to | do |
| --- | --- |
| change names or split the client | edit `customizations/{package}/package.toml`, then `veneer generate` |
| change what a method takes or does | put a template into `customizations/{package}`, then `veneer generate` |
| take over what changed in the description | `veneer vendor`, then `veneer generate` |
| add a version | `veneer vendor {package}:VERSION --from SOURCE`, then `veneer generate` |

"""


def readme(package: str, client: str) -> str:
    """Return the README of a project whose first package this is."""
    return _README.format(package=package, client=client)
