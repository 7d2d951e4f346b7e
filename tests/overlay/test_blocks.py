"""An overlay template -> the method that it prints: each block, the whole file, the sync and the async twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlay.projects import GET_PET, awaited, extending, make

CANCEL = "cancellation: CancellationToken | None=None"
START = "def get_pet(self, pet_id: str, *, verbose: bool | None=None, "
STUB = f"@overload\n{START}{CANCEL}) -> Response[models.Pet]:\n    ..."
RAW_STUB = f"@overload\n{START}context: RequestContext) -> httpx.Response:\n    ..."
HEAD = f"{START}context: RequestContext | None=None, {CANCEL}) -> Response[models.Pet] | httpx.Response:"
CALL = "super().get_pet(pet_id, verbose=verbose, context="
PROTOCOL = f"    if context is not None:\n        return {CALL}only_context(context, cancellation))"
REQUEST = f"    raw = {CALL}cancel_with(cancellation))"
RESULT = "    return Response(raw, read_json(raw, models.Pet.from_dict))"
STOCK = "\n".join([STUB, RAW_STUB, HEAD, PROTOCOL, REQUEST, RESULT])

OVERLAYS = {
    "parameters": (
        extending(parameters="tries: int = 3, "),
        STOCK.replace("cancellation: Can", "tries: int=3, cancellation: Can", 1).replace(
            "context: RequestContext | None=None, canc", "tries: int=3, context: RequestContext | None=None, canc"
        ),
    ),
    "overloads": (
        extending(overloads="@overload\n{{ def }} get_pet(self, pet_id: str) -> Response[{{ method.result }}]: ..."),
        STOCK.replace(STUB, "@overload\ndef get_pet(self, pet_id: str) -> Response[models.Pet]:\n    ...").replace(
            f"{RAW_STUB}\n", ""
        ),
    ),
    "protocol": (
        extending(protocol="if verbose:\n    raise ValueError(verbose)\nreturn {{ stock.protocol }}"),
        STOCK.replace(
            "        return super()",
            "        if verbose:\n            raise ValueError(verbose)\n        return super()",
        ),
    ),
    "request": (
        extending(request="for _ in range(3):\n    raw = {{ stock.request }}\n    if raw.is_success:\n        break"),
        STOCK.replace(
            REQUEST,
            f"    for _ in range(3):\n    {REQUEST}\n        if raw.is_success:\n            break",
        ),
    ),
    "result": (
        extending(result="value = {{ method.read }}\nreturn Response(raw, value)"),
        STOCK.replace(RESULT, "    value = read_json(raw, models.Pet.from_dict)\n    return Response(raw, value)"),
    ),
    "added to the stock block": (
        extending(request="pet_id = pet_id.strip()\n{{ super() }}"),
        STOCK.replace(REQUEST, f"    pet_id = pet_id.strip()\n{REQUEST}"),
    ),
}


@pytest.mark.parametrize("name", OVERLAYS)
def test_a_block_is_replaced_and_the_others_stay(name: str, tmp_path: Path) -> None:
    overlay, expected = OVERLAYS[name]

    package = make(tmp_path, {GET_PET: overlay})

    assert package.method("get_pet") == expected
    assert awaited(package.method("get_pet", is_async=True)) == expected


def test_the_await_stands_where_something_is_sent_and_only_in_the_async_twin(tmp_path: Path) -> None:
    request = "raw = {{ stock.request }}\nmore = {{ protocol('listPets', kind='None') }}"
    package = make(tmp_path, {GET_PET: extending(request=request, protocol="return {{ stock.protocol }}")})
    text = package.method("get_pet", is_async=True)

    assert "await" not in package.method("get_pet")
    assert text.count("async def get_pet") == 3
    assert text.count("await ") == text.count("await super().") == text.count("super()") == 3


def test_the_docstring(tmp_path: Path) -> None:
    package = make(tmp_path, {GET_PET: extending(docstring='"""Return a pet, {{ await_ }}at once."""')})

    assert package.docstring("get_pet") == "Return a pet, at once."
    assert package.docstring("get_pet", is_async=True) == "Return a pet, await at once."
    assert package.method("get_pet") == STOCK


def test_the_stock_docstring_with_more_in_it(tmp_path: Path) -> None:
    more = '.with_text("Find a pet.", "Slow.").with_argument("tries", "int; 1 to 9", "How often.")'
    overlay = extending(docstring=f"{{{{ (method.docstring{more}) | docstring(0, 8) }}}}")
    stock = make(tmp_path / "stock").docstring("get_pet") or ""
    lines = (make(tmp_path / "more", {GET_PET: overlay}).docstring("get_pet") or "").splitlines()
    entries = [line.split()[0] for line in lines if line.startswith("    ") and "): " in line]

    assert lines[:3] == ["Find a pet.", "", "Slow."]
    assert "    tries (int; 1 to 9): How often." in lines
    assert entries.index("tries") < entries.index("cancellation")
    assert not set(stock[stock.index("Args:") :].splitlines()) - set(lines)


WHOLE = """\
{{ def }} get_pet(self, pet_id: str) -> {{ model("Pet") }}:
    '''Return it.'''
    raw = {{ protocol("getPet", verbose="True", context="None") }}
    return {{ method.read }}
"""


def test_a_whole_file(tmp_path: Path) -> None:
    package = make(tmp_path, {GET_PET: WHOLE})
    call = "super().get_pet(pet_id, verbose=True, context=None)"
    read = "read_json(raw, models.Pet.from_dict)"
    expected = f"def get_pet(self, pet_id: str) -> models.Pet:\n    raw = {call}\n    return {read}"

    assert package.method("get_pet") == expected
    assert awaited(package.method("get_pet", is_async=True)) == expected
    assert package.docstring("get_pet") == "Return it."


def test_an_overlay_changes_nothing_but_its_method(tmp_path: Path) -> None:
    stock = make(tmp_path / "stock")
    package = make(tmp_path / "other", {GET_PET: extending(request="raw = {{ protocol('getPet', verbose='True') }}")})

    assert stock.files.keys() == package.files.keys()
    changed = [path for path in stock.files if stock.files[path] != package.files[path]]
    assert changed == ["generated.sha256", "pets/v1/pets.py"]
    assert stock.methods() == package.methods()
    assert all(stock.method(name) == package.method(name) for name in stock.methods() if name != "get_pet")


def test_what_only_an_overlay_needs_is_imported(tmp_path: Path) -> None:
    request = "kind = {{ model('Kind') }}.CAT\npart = {{ runtime('FilePart') }}\nraw = {{ stock.request }}"
    stock, package = make(tmp_path / "stock"), make(tmp_path / "more", {GET_PET: extending(request=request)})

    assert package.imports() - stock.imports() == {"FilePart"}
    assert {"models", "FilePart"} <= package.imports()


def test_a_model_that_is_named_by_hand_is_imported_by_its_name(tmp_path: Path) -> None:
    by_hand = make(tmp_path, {GET_PET: extending(request="kind = Kind.CAT\nraw = {{ stock.request }}")})

    assert "kind = Kind.CAT" in by_hand.method("get_pet")
    assert "from .models.kind import Kind" in by_hand.text("pets/v1/pets.py")


@pytest.mark.parametrize("text", ["", "{# later #}\n", "x = 1\n", "{{ def }} get_pets(self) -> None:\n    pass\n"])
def test_a_file_that_prints_no_such_method_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"get_pet\.py\.jinja:1:1: error\["):
        make(tmp_path, {GET_PET: text})


@pytest.mark.parametrize("tag", ["if true", "for _ in [1]", "with x = 1", "filter upper"])
def test_a_tag_outside_of_every_block_is_refused(tag: str, tmp_path: Path) -> None:
    text = f"{{% extends 'method.py.jinja' %}}\n{{% {tag} %}}\nraw = 1\n{{% end{tag.split()[0]} %}}\n"

    with pytest.raises(Exception, match=r"get_pet\.py\.jinja:3:1: error\[text-outside-block\]"):
        make(tmp_path, {GET_PET: text})
