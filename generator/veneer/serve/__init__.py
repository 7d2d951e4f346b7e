"""A description and behaviours -> the local service: a stand-in on loopback that checks every request.

```python
app = create_app(document, load_behaviours(Path("customizations/azure_face")))
with serving(app) as url:
    ...  # or: run(app, port=8080, on_ready=print)
```
"""

from veneer.serve.loading import load_behaviours
from veneer.serve.running import run, serving
from veneer.testing.asgi import (
    DEFAULT_KEY,
    MAX_BODY_SIZE,
    AnswerMismatchError,
    Behaviours,
    Checker,
    Credentials,
    ErrorShape,
    Handler,
    LocalRoute,
    ServiceError,
    ServiceRequest,
    ServiceResponse,
    azure_error,
    bad_argument,
    create_app,
    read_json,
    unauthorized,
)

__all__ = [
    "DEFAULT_KEY",
    "MAX_BODY_SIZE",
    "AnswerMismatchError",
    "Behaviours",
    "Checker",
    "Credentials",
    "ErrorShape",
    "Handler",
    "LocalRoute",
    "ServiceError",
    "ServiceRequest",
    "ServiceResponse",
    "azure_error",
    "bad_argument",
    "create_app",
    "load_behaviours",
    "read_json",
    "run",
    "serving",
    "unauthorized",
]
