"""For each rule a pair of descriptions that it holds for; for the pair turned round, or a third one, it does not."""

from __future__ import annotations

from attrs import frozen

from .sides import Description, answered, operation, parameter, sent, thing


@frozen
class Case:
    """A pair for which a rule holds, and another new one for which it does not; without one, the pair turned round."""

    old: Description
    new: Description
    quiet: Description | None = None

    @property
    def other(self) -> tuple[Description, Description]:
        """The pair for which the rule does not hold."""
        return (self.new, self.old) if self.quiet is None else (self.old, self.quiet)


def _servers(*urls: str) -> Description:
    return operation(servers=[{"url": url} for url in urls])


def _variable(default: str) -> Description:
    variables = {"region": {"default": default}}
    return operation(servers=[{"url": "https://{region}.example.com", "variables": variables}])


def _secured(*names: str) -> Description:
    schemes = {name: {"type": "apiKey", "in": "header", "name": f"X-{name}"} for name in ("Key", "Other")}
    return operation(components={"securitySchemes": schemes}, security=[{name: []} for name in names])


def _two(*ids: str) -> Description:
    done = {"204": {"description": "Done."}}
    return {"paths": {f"/{id}": {"get": {"operationId": id, "responses": done}} for id in ids}}


def _body(fragment: str) -> Description:
    return operation(f"requestBody: {fragment}" if fragment else "", "post")


def _media(*names: str, required: str = "true") -> Description:
    content = ", ".join(f"{name}: {{schema: {{type: string}}}}" for name in names)
    return _body(f"{{required: {required}, content: {{{content}}}}}")


def _responses(fragment: str) -> Description:
    return operation(f"responses: {{{fragment}}}")


def _came(*names: str) -> Description:
    content = ", ".join(f"{name}: {{schema: {{type: string}}}}" for name in names)
    return _responses(f"'200': {{description: x, content: {{{content}}}}}")


def _header(fragment: str) -> Description:
    return _responses(f"'200': {{description: x, headers: {{{fragment}}}}}")


def _part(media_type: str) -> Description:
    schema = "{type: object, properties: {a: {type: string}}}"
    content = f"{{schema: {schema}, encoding: {{a: {{contentType: {media_type}}}}}}}"
    return _body(f"{{required: true, content: {{multipart/form-data: {content}}}}}")


def _union(*kinds: str) -> str:
    return thing(f"a: {{anyOf: [{', '.join(f'{{type: {kind}}}' for kind in kinds)}]}}")


_CATS = {name: thing(f"kind: {{type: string}}, {name}: {{type: string}}") for name in ("Cat", "Dog")}


def _told_by(name: str) -> str:
    options = ", ".join(f"{{$ref: '#/components/schemas/{each}'}}" for each in _CATS)
    return thing(f"pet: {{oneOf: [{options}], discriminator: {{propertyName: {name}}}}}")


def _mapped(*values: str) -> str:
    options = ", ".join(f"{{$ref: '#/components/schemas/{each}'}}" for each in _CATS)
    told = {"cat": "Cat", "dog": "Dog"} | dict.fromkeys(values, "Cat")
    mapping = ", ".join(f"{value}: '#/components/schemas/{name}'" for value, name in told.items())
    return thing(f"pet: {{oneOf: [{options}], discriminator: {{propertyName: kind, mapping: {{{mapping}}}}}}}")


def _colors(*values: str, open: bool = False) -> str:
    extra = ", x-extensible-enum: true" if open else ""
    return thing(f"a: {{type: string, enum: [{', '.join(values)}]{extra}}}")


def _named(properties: str, **schemas: str) -> Description:
    return answered(thing(properties), **schemas)


A, INT = thing("a: {type: string}"), thing("a: {type: integer}")
NONE = thing("z: {type: string}")
WITH = thing("z: {type: string}, a: {type: string}")
NEEDED = thing("z: {type: string}, a: {type: string}", "[a]")
NULLABLE = thing("a: {type: [string, 'null']}")
NUMBER = thing("a: {type: number}")
LONG, SHORT = thing("a: {type: string, maxLength: 64}"), thing("a: {type: string, maxLength: 32}")
X, Y = thing("a: {type: string, pattern: x}"), thing("a: {type: string, pattern: y}")
ONE, TWO = thing("a: {type: string, default: one}"), thing("a: {type: string, default: two}")
READ = thing("z: {type: string}, a: {type: string, readOnly: true}")
WRITTEN = thing("z: {type: string}, a: {type: string, writeOnly: true}")
CLOSED = thing("a: {type: string}", additionalProperties=False)
PLAIN_BODY = "{required: true, content: {text/plain: {schema: {type: string}}}}"
FREE_BODY = "{content: {text/plain: {schema: {type: string}}}}"
OLD_NAME, NEW_NAME = "x-ms-client-name: one", "x-ms-client-name: other"

WIRE = {
    "server-moved": Case(
        _servers("https://a.org"), _servers("https://b.org"), _servers("https://a.org", "https://b.org")
    ),
    "server-added": Case(_servers("https://a.org"), _servers("https://a.org", "https://b.org")),
    "server-removed": Case(_servers("https://a.org", "https://b.org"), _servers("https://a.org")),
    "server-variables-changed": Case(_variable("eu"), _variable("us"), _variable("eu")),
    "security-added": Case(_secured("Key"), _secured("Key", "Other")),
    "security-removed": Case(_secured("Key", "Other"), _secured("Key")),
    "operation-added": Case(_two("one"), _two("one", "other")),
    "operation-removed": Case(_two("one", "other"), _two("one")),
    "operation-renamed": Case(operation(), operation("operationId: other"), operation(method="put")),
    "operation-deprecated": Case(operation(), operation("deprecated: true")),
    "operation-server-changed": Case(
        operation(), operation("servers: [{url: 'https://own.example.com'}]"), operation("deprecated: true")
    ),
    "method-changed": Case(operation(), operation(method="post"), operation(path="/others")),
    "path-changed": Case(operation(), operation(path="/others"), operation(method="post")),
    "long-running-changed": Case(
        operation(), operation("x-ms-long-running-operation: true"), operation("x-ms-long-running-operation: false")
    ),
    "required-parameter-added": Case(parameter(None), parameter("required: true"), parameter("")),
    "optional-parameter-added": Case(parameter(None), parameter(""), parameter("required: true")),
    "parameter-removed": Case(parameter(""), parameter(None)),
    "parameter-moved": Case(parameter(""), parameter("in: header"), parameter("name: q")),
    "path-parameter-renamed": Case(
        parameter("{name: p, in: path, required: true}", "/things/{p}"),
        parameter("{name: q, in: path, required: true}", "/things/{q}"),
        parameter("{name: p, in: path, required: true}", "/others/{p}"),
    ),
    "parameter-became-required": Case(parameter(""), parameter("required: true")),
    "parameter-became-optional": Case(parameter("required: true"), parameter("")),
    "parameter-written-otherwise": Case(
        parameter("{schema: {type: array, items: {type: string}}}"),
        parameter("{schema: {type: array, items: {type: string}}, explode: false}"),
        parameter("{schema: {type: array, items: {type: string}}, explode: true}"),
    ),
    "parameter-deprecated": Case(parameter(""), parameter("deprecated: true")),
    "required-body-added": Case(_body(""), _body(PLAIN_BODY), _body(FREE_BODY)),
    "optional-body-added": Case(_body(""), _body(FREE_BODY), _body(PLAIN_BODY)),
    "body-removed": Case(_body(PLAIN_BODY), _body("")),
    "body-became-required": Case(_body(FREE_BODY), _body(PLAIN_BODY)),
    "body-became-optional": Case(_body(PLAIN_BODY), _body(FREE_BODY)),
    "request-media-type-added": Case(_media("text/plain"), _media("text/plain", "text/csv")),
    "request-media-type-removed": Case(_media("text/plain", "text/csv"), _media("text/plain")),
    "response-media-type-added": Case(_came("text/plain"), _came("text/plain", "text/csv")),
    "response-media-type-removed": Case(_came("text/plain", "text/csv"), _came("text/plain")),
    "part-written-otherwise": Case(_part("text/plain"), _part("text/csv"), _part("text/plain")),
    "success-status-added": Case(
        _responses("'200': {description: x}"), _responses("'200': {description: x}, '202': {description: x}")
    ),
    "success-status-removed": Case(
        _responses("'200': {description: x}, '202': {description: x}"), _responses("'200': {description: x}")
    ),
    "error-status-added": Case(
        _responses("'200': {description: x}"), _responses("'200': {description: x}, '404': {description: x}")
    ),
    "error-status-removed": Case(
        _responses("'200': {description: x}, default: {description: x}"), _responses("'200': {description: x}")
    ),
    "content-added": Case(_responses("'200': {description: x}"), _came("text/plain")),
    "content-removed": Case(_came("text/plain"), _responses("'200': {description: x}")),
    "header-added": Case(_header(""), _header("X-A: {schema: {type: string}}")),
    "header-removed": Case(_header("X-A: {schema: {type: string}}"), _header("")),
    "header-written-otherwise": Case(
        _header("X-A: {schema: {type: object}}"),
        _header("X-A: {explode: true, schema: {type: object}}"),
        _header("X-A: {explode: false, schema: {type: object}}"),
    ),
    "header-became-required": Case(
        _header("X-A: {schema: {type: string}}"), _header("X-A: {required: true, schema: {type: string}}")
    ),
    "header-became-optional": Case(
        _header("X-A: {required: true, schema: {type: string}}"), _header("X-A: {schema: {type: string}}")
    ),
}

VALUES = {
    "request-type-changed": Case(sent(A), sent(INT), sent(NULLABLE)),
    "response-type-changed": Case(answered(A), answered(INT), answered(NULLABLE)),
    "request-type-widened": Case(sent(INT), sent(NUMBER)),
    "response-type-widened": Case(answered(INT), answered(NUMBER)),
    "request-type-narrowed": Case(sent(NUMBER), sent(INT)),
    "response-type-narrowed": Case(answered(NUMBER), answered(INT)),
    "request-became-nullable": Case(sent(A), sent(NULLABLE)),
    "response-became-nullable": Case(answered(A), answered(NULLABLE)),
    "request-no-longer-nullable": Case(sent(NULLABLE), sent(A)),
    "response-no-longer-nullable": Case(answered(NULLABLE), answered(A)),
    "request-option-added": Case(sent(_union("string", "integer")), sent(_union("string", "integer", "boolean"))),
    "response-option-added": Case(
        answered(_union("string", "integer")), answered(_union("string", "integer", "boolean"))
    ),
    "request-option-removed": Case(sent(_union("string", "integer", "boolean")), sent(_union("string", "integer"))),
    "response-option-removed": Case(
        answered(_union("string", "integer", "boolean")), answered(_union("string", "integer"))
    ),
    "request-constraint-tightened": Case(sent(LONG), sent(SHORT)),
    "response-constraint-tightened": Case(answered(LONG), answered(SHORT)),
    "request-constraint-loosened": Case(sent(SHORT), sent(LONG)),
    "response-constraint-loosened": Case(answered(SHORT), answered(LONG)),
    "request-constraint-changed": Case(sent(X), sent(Y), sent(A)),
    "response-constraint-changed": Case(answered(X), answered(Y), answered(A)),
    "request-default-changed": Case(sent(ONE), sent(TWO), sent(ONE)),
    "response-default-changed": Case(answered(ONE), answered(TWO), answered(ONE)),
    "request-required-property-added": Case(sent(NONE), sent(NEEDED), sent(WITH)),
    "response-required-property-added": Case(answered(NONE), answered(NEEDED), answered(WITH)),
    "request-optional-property-added": Case(sent(NONE), sent(WITH), sent(NEEDED)),
    "response-optional-property-added": Case(answered(NONE), answered(WITH), answered(NEEDED)),
    "request-property-removed": Case(sent(WITH), sent(NONE)),
    "response-property-removed": Case(answered(WITH), answered(NONE)),
    "request-property-became-required": Case(sent(WITH), sent(NEEDED)),
    "response-property-became-required": Case(answered(WITH), answered(NEEDED)),
    "request-property-became-optional": Case(sent(NEEDED), sent(WITH)),
    "response-property-became-optional": Case(answered(NEEDED), answered(WITH)),
    "property-became-read-only": Case(sent(WITH), sent(READ)),
    "property-became-write-only": Case(answered(WITH), answered(WRITTEN)),
    "property-deprecated": Case(sent(A), sent(thing("a: {type: string, deprecated: true}"))),
    "request-object-closed": Case(sent(A), sent(CLOSED)),
    "response-object-closed": Case(answered(A), answered(CLOSED)),
    "object-opened": Case(answered(CLOSED), answered(A)),
    "discriminator-changed": Case(
        answered(_told_by("kind"), **_CATS), answered(_told_by("sort"), **_CATS), answered(A)
    ),
    "type-deprecated": Case(sent(A), sent(thing("a: {type: string}", deprecated=True))),
    "no-longer-deprecated": Case(sent(thing("a: {type: string, deprecated: true}")), sent(A)),
    "xml-changed": Case(
        sent(thing("a: {type: string, xml: {name: b}}")),
        sent(thing("a: {type: string, xml: {attribute: true}}")),
        sent(thing("a: {type: string, xml: {name: b}}")),
    ),
    "request-discriminator-value-added": Case(sent(_mapped(), **_CATS), sent(_mapped("kitten"), **_CATS)),
    "response-discriminator-value-added": Case(answered(_mapped(), **_CATS), answered(_mapped("kitten"), **_CATS)),
    "request-discriminator-value-removed": Case(sent(_mapped("kitten"), **_CATS), sent(_mapped(), **_CATS)),
    "response-discriminator-value-removed": Case(answered(_mapped("kitten"), **_CATS), answered(_mapped(), **_CATS)),
    "request-enum-value-added": Case(sent(_colors("red")), sent(_colors("red", "blue"))),
    "response-enum-value-added": Case(answered(_colors("red")), answered(_colors("red", "blue"))),
    "open-enum-value-added": Case(
        answered(_colors("red", open=True)),
        answered(_colors("red", "blue", open=True)),
    ),
    "request-enum-value-removed": Case(sent(_colors("red", "blue")), sent(_colors("red"))),
    "response-enum-value-removed": Case(answered(_colors("red", "blue")), answered(_colors("red"))),
    "request-open-enum-value-removed": Case(sent(_colors("red", "blue", open=True)), sent(_colors("red", open=True))),
    "response-open-enum-value-removed": Case(
        answered(_colors("red", "blue", open=True)), answered(_colors("red", open=True))
    ),
    "request-enum-opened": Case(sent(_colors("red")), sent(_colors("red", open=True))),
    "response-enum-opened": Case(answered(_colors("red")), answered(_colors("red", open=True))),
    "request-enum-closed": Case(sent(_colors("red", open=True)), sent(_colors("red"))),
    "response-enum-closed": Case(answered(_colors("red", open=True)), answered(_colors("red"))),
}

_IN_PATH = ", ".join(f"{{name: {name}, in: path, required: true, schema: {{type: string}}}}" for name in "ab")
_ENUM = "{type: string, enum: [red, blue], x-enum-varnames: [%s]}"


def _ordered(path: str) -> Description:
    return operation(f"parameters: [{_IN_PATH}]", path=path)


def _alternative(*kinds: str) -> Description:
    answers = {
        "string": "'200': {description: x, content: {application/json: {schema: {type: string}}}}",
        "integer": "'201': {description: x, content: {application/json: {schema: {type: integer}}}}",
    }
    return _responses(", ".join(answers[kind] for kind in kinds))


def renamed_model(name: str) -> Description:
    schema = thing(f"a: {{$ref: '#/components/schemas/{name}'}}")
    return answered(schema, **{name: thing("b: {type: string}")})


PYTHON = {
    "python-method-added": Case(_two("one"), _two("one", "other")),
    "python-method-removed": Case(_two("one", "other"), _two("one")),
    "python-method-renamed": Case(operation(), operation("operationId: other"), operation(path="/others")),
    "required-argument-added": Case(parameter(None), parameter("required: true"), parameter("")),
    "optional-argument-added": Case(parameter(None), parameter(""), parameter("required: true")),
    "argument-removed": Case(parameter(""), parameter(None)),
    "argument-renamed": Case(parameter(OLD_NAME), parameter(NEW_NAME), parameter(OLD_NAME)),
    "argument-became-required": Case(parameter(""), parameter("required: true")),
    "argument-became-optional": Case(parameter("required: true"), parameter("")),
    "argument-became-keyword": Case(
        parameter("{name: p, in: path, required: true}", "/things/{p}"), parameter("required: true")
    ),
    "arguments-reordered": Case(_ordered("/{a}/{b}"), _ordered("/{b}/{a}"), _ordered("/x/{a}/{b}")),
    "argument-type-widened": Case(
        parameter("{schema: {type: string}}"), parameter("{schema: {anyOf: [{type: string}, {type: integer}]}}")
    ),
    "argument-type-changed": Case(
        parameter("{schema: {type: string}}"), parameter("{schema: {type: integer}}"), parameter("required: true")
    ),
    "return-type-narrowed": Case(_alternative("string", "integer"), _alternative("string")),
    "return-type-changed": Case(_alternative("string"), _alternative("integer"), _alternative("string")),
    "class-added": Case(answered(A), answered(A, Other=A)),
    "class-removed": Case(answered(A, Other=A), answered(A)),
    "class-renamed": Case(renamed_model("Old"), renamed_model("New"), renamed_model("Old")),
    "class-kind-changed": Case(
        _named("a: {$ref: '#/components/schemas/Other'}", Other=A),
        _named("a: {$ref: '#/components/schemas/Other'}", Other=_ENUM % "RED, BLUE"),
        _named("a: {$ref: '#/components/schemas/Other'}", Other=INT),
    ),
    "constructed-attribute-required": Case(sent(NONE), sent(NEEDED), sent(WITH)),
    "read-attribute-added": Case(answered(NONE), answered(NEEDED), answered(WITH)),
    "attribute-added": Case(answered(NONE), answered(WITH)),
    "attribute-removed": Case(answered(WITH), answered(NONE)),
    "attribute-renamed": Case(
        answered(thing(f"a: {{type: string, {OLD_NAME}}}")),
        answered(thing(f"a: {{type: string, {NEW_NAME}}}")),
        answered(thing(f"a: {{type: integer, {OLD_NAME}}}")),
    ),
    "constructed-attribute-became-required": Case(sent(WITH), sent(NEEDED)),
    "constructed-attribute-became-keyword": Case(sent(NEEDED), sent(WITH)),
    "constructed-attribute-widened": Case(sent(A), sent(_union("string", "integer"))),
    "read-attribute-widened": Case(answered(A), answered(_union("string", "integer"))),
    "constructed-attribute-narrowed": Case(sent(_union("string", "integer")), sent(A)),
    "read-attribute-narrowed": Case(answered(_union("string", "integer")), answered(A)),
    "attribute-type-changed": Case(answered(A), answered(INT), answered(NULLABLE)),
    "constructor-reordered": Case(
        sent(thing("a: {type: string}, b: {type: string}", "[a, b]")),
        sent(thing("b: {type: string}, a: {type: string}", "[a, b]")),
        sent(thing("a: {type: string}, b: {type: string}", "[b, a]")),
    ),
    "member-added": Case(answered(_colors("red")), answered(_colors("red", "blue"))),
    "member-removed": Case(answered(_colors("red", "blue")), answered(_colors("red"))),
    "member-renamed": Case(
        _named(f"a: {_ENUM % 'RED, BLUE'}"), _named(f"a: {_ENUM % 'RED, AZURE'}"), _named(f"a: {_ENUM % 'RED, BLUE'}")
    ),
}

CASES: dict[str, Case] = WIRE | VALUES | PYTHON
