"""A description and behaviours -> an ASGI application that checks every request and answers it.

What an author of behaviours needs is here too: ``from ..asgi import ServiceRequest, ServiceResponse`` holds for them
both in the project and in the package that they are copied to.
"""

from .answers import AnswerMismatchError
from .app import MAX_BODY_SIZE, app_of, create_app
from .behaviours import Behaviours, Checker, Handler, LocalRoute, ServiceRequest, ServiceResponse
from .bodies import read_json
from .description import Description
from .errors import ErrorShape, ServiceError, azure_error, bad_argument, unauthorized
from .security import DEFAULT_KEY, Credentials
from .service import Service

__all__ = [
    "DEFAULT_KEY",
    "MAX_BODY_SIZE",
    "AnswerMismatchError",
    "Behaviours",
    "Checker",
    "Credentials",
    "Description",
    "ErrorShape",
    "Handler",
    "LocalRoute",
    "Service",
    "ServiceError",
    "ServiceRequest",
    "ServiceResponse",
    "app_of",
    "azure_error",
    "bad_argument",
    "create_app",
    "read_json",
    "unauthorized",
]
