"""A source in, plain values out: dict, list, str, int, float, bool and None, in the order of the file."""

from typing import Any

from veneer.load.json_values import parse_json
from veneer.load.problems import Problems
from veneer.load.source import Source


def parse(source: Source, problems: Problems) -> Any:
    """Return the values; raises ``InputError`` when the text cannot be read to its end."""
    if source.is_json:
        return parse_json(source, problems)
    from veneer.load.yaml_values import parse_yaml  # whoever has JSON does not wait for it to load

    return parse_yaml(source, problems)
