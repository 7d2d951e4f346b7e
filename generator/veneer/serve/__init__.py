"""A description and behaviours -> the local service: a stand-in on loopback that checks every request.

```python
app = create_app(document, load_behaviours(Path("customizations/azure_face")))
with serving(app) as url:
    ...  # or: run(app, port=8080, on_ready=print)
```
"""

from veneer.serve.answers import AnswerMismatchError
from veneer.serve.app import MAX_BODY_SIZE, create_app
from veneer.serve.behaviours import Behaviours, Checker, Handler, LocalRoute, ServiceRequest, ServiceResponse
from veneer.serve.bodies import read_json
from veneer.serve.errors import ErrorShape, ServiceError, azure_error, bad_argument, unauthorized
from veneer.serve.loading import load_behaviours
from veneer.serve.running import run, serving
from veneer.serve.security import DEFAULT_KEY, Credentials

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
