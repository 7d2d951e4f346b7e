"""What generated code and its callers use: every public name of the runtime goes in, one import place comes out."""

from __future__ import annotations

from .arguments import (
    check_form,
    web_address,
)
from .async_client import (
    AsyncServiceClient,
)
from .cancellation import (
    CancellationToken,
)
from .client import (
    ServiceClient,
)
from .client_core import (
    DEFAULT_MAX_RESPONSE_SIZE,
    DEFAULT_TIMEOUT,
)
from .content import (
    RequestContent,
)
from .context import (
    ErrorOptions,
    RequestContext,
    ResponseClassifier,
    cancel_with,
    only_context,
)
from .credentials import (
    AccessToken,
    AccessTokenLike,
    AsyncTokenCredential,
    BasicCredential,
    BearerTokenCredential,
    KeyCredential,
    KeyLike,
    SyncTokenCredential,
)
from .decode_parts import (
    list_of,
    map_of,
    nullable,
    take,
    take_nullable,
    take_object,
    take_optional,
    take_optional_nullable,
)
from .decoding import (
    decode_any,
    decode_base64,
    decode_base64url,
    decode_bool,
    decode_date,
    decode_datetime,
    decode_datetime_http,
    decode_datetime_unix,
    decode_decimal,
    decode_decimal_string,
    decode_duration,
    decode_duration_milliseconds,
    decode_duration_seconds,
    decode_float,
    decode_float_string,
    decode_int,
    decode_int_string,
    decode_str,
    decode_time,
    decode_uuid,
)
from .diagnostics import (
    DiagnosticsOptions,
)
from .downloads import (
    save_body,
    save_body_async,
)
from .encode_parts import (
    encode_list,
    encode_map,
    encode_model,
    encode_nullable,
    put,
    put_additional,
    put_nullable,
    put_optional,
    put_optional_nullable,
)
from .encoding import (
    encode_any,
    encode_base64,
    encode_base64url,
    encode_bool,
    encode_date,
    encode_datetime,
    encode_datetime_http,
    encode_datetime_unix,
    encode_decimal,
    encode_decimal_string,
    encode_duration,
    encode_duration_milliseconds,
    encode_duration_seconds,
    encode_float,
    encode_float_string,
    encode_int,
    encode_int_string,
    encode_str,
    encode_time,
    encode_uuid,
)
from .enums import (
    ClosedIntEnum,
    ClosedStrEnum,
    OpenIntEnum,
    OpenStrEnum,
)
from .errors import (
    BadRequestError,
    BrokenBodyError,
    ConflictError,
    DeadlineExceededError,
    DecodeError,
    EncodeError,
    ForbiddenError,
    NotFoundError,
    OperationCancelledError,
    OperationFailedError,
    PollingTimeoutError,
    PreconditionFailedError,
    RequestFailedError,
    ResponseTooLargeError,
    ServerError,
    ServiceError,
    TooManyRequestsError,
    UnauthorizedError,
)
from .headers import (
    cookie_form,
    cookie_string,
    header_fields,
    header_simple,
)
from .json_body import (
    json_content,
    json_parameter,
    json_value,
    read_json,
)
from .locations import (
    located,
)
from .model import (
    Model,
)
from .multipart import (
    FilePart,
)
from .other_bodies import (
    read_bytes,
    read_text,
)
from .paging import (
    AsyncPager,
    Pager,
    after_last,
    items_of,
)
from .paths import (
    path_label,
    path_matrix,
    path_simple,
)
from .pieces import (
    ProgressCallback,
)
from .policies import (
    AsyncPolicy,
    AsyncSend,
    Policy,
    PolicyPosition,
    Send,
)
from .polling import (
    AsyncPoller,
    Poller,
)
from .queries import (
    query_deep_object,
    query_delimited,
    query_form,
    query_pipe_delimited,
    query_space_delimited,
    query_string,
)
from .request import (
    HttpRequest,
    optional_content,
    required_content,
)
from .response import (
    Response,
)
from .retry import (
    DEFAULT_RETRY,
    RetryOptions,
)
from .scalars import (
    required,
    text_or,
)
from .schemes import (
    ApiKeyScheme,
    BasicScheme,
    BearerTokenScheme,
    Security,
)
from .server import (
    server_variable,
)
from .targets import (
    SaveTarget,
)
from .typed_content import (
    BinaryContent,
    FileContent,
    binary_content,
    decode_file,
    encode_file,
    form_content,
    multipart_content,
    text_content,
)
from .unions import (
    one_of,
)
from .unset import (
    UNSET,
    Unset,
)
from .verdicts import (
    Progress,
    Verdict,
    judge,
)

__all__ = [
    "DEFAULT_MAX_RESPONSE_SIZE",
    "DEFAULT_RETRY",
    "DEFAULT_TIMEOUT",
    "UNSET",
    "AccessToken",
    "AccessTokenLike",
    "ApiKeyScheme",
    "AsyncPager",
    "AsyncPolicy",
    "AsyncPoller",
    "AsyncSend",
    "AsyncServiceClient",
    "AsyncTokenCredential",
    "BadRequestError",
    "BasicCredential",
    "BasicScheme",
    "BearerTokenCredential",
    "BearerTokenScheme",
    "BinaryContent",
    "BrokenBodyError",
    "CancellationToken",
    "ClosedIntEnum",
    "ClosedStrEnum",
    "ConflictError",
    "DeadlineExceededError",
    "DecodeError",
    "DiagnosticsOptions",
    "EncodeError",
    "ErrorOptions",
    "FileContent",
    "FilePart",
    "ForbiddenError",
    "HttpRequest",
    "KeyCredential",
    "KeyLike",
    "Model",
    "NotFoundError",
    "OpenIntEnum",
    "OpenStrEnum",
    "OperationCancelledError",
    "OperationFailedError",
    "Pager",
    "Policy",
    "PolicyPosition",
    "Poller",
    "PollingTimeoutError",
    "PreconditionFailedError",
    "Progress",
    "ProgressCallback",
    "RequestContent",
    "RequestContext",
    "RequestFailedError",
    "Response",
    "ResponseClassifier",
    "ResponseTooLargeError",
    "RetryOptions",
    "SaveTarget",
    "Security",
    "Send",
    "ServerError",
    "ServiceClient",
    "ServiceError",
    "SyncTokenCredential",
    "TooManyRequestsError",
    "UnauthorizedError",
    "Unset",
    "Verdict",
    "after_last",
    "binary_content",
    "cancel_with",
    "check_form",
    "cookie_form",
    "cookie_string",
    "decode_any",
    "decode_base64",
    "decode_base64url",
    "decode_bool",
    "decode_date",
    "decode_datetime",
    "decode_datetime_http",
    "decode_datetime_unix",
    "decode_decimal",
    "decode_decimal_string",
    "decode_duration",
    "decode_duration_milliseconds",
    "decode_duration_seconds",
    "decode_file",
    "decode_float",
    "decode_float_string",
    "decode_int",
    "decode_int_string",
    "decode_str",
    "decode_time",
    "decode_uuid",
    "encode_any",
    "encode_base64",
    "encode_base64url",
    "encode_bool",
    "encode_date",
    "encode_datetime",
    "encode_datetime_http",
    "encode_datetime_unix",
    "encode_decimal",
    "encode_decimal_string",
    "encode_duration",
    "encode_duration_milliseconds",
    "encode_duration_seconds",
    "encode_file",
    "encode_float",
    "encode_float_string",
    "encode_int",
    "encode_int_string",
    "encode_list",
    "encode_map",
    "encode_model",
    "encode_nullable",
    "encode_str",
    "encode_time",
    "encode_uuid",
    "form_content",
    "header_fields",
    "header_simple",
    "items_of",
    "json_content",
    "json_parameter",
    "json_value",
    "judge",
    "list_of",
    "located",
    "map_of",
    "multipart_content",
    "nullable",
    "one_of",
    "only_context",
    "optional_content",
    "path_label",
    "path_matrix",
    "path_simple",
    "put",
    "put_additional",
    "put_nullable",
    "put_optional",
    "put_optional_nullable",
    "query_deep_object",
    "query_delimited",
    "query_form",
    "query_pipe_delimited",
    "query_space_delimited",
    "query_string",
    "read_bytes",
    "read_json",
    "read_text",
    "required",
    "required_content",
    "save_body",
    "save_body_async",
    "server_variable",
    "take",
    "take_nullable",
    "take_object",
    "take_optional",
    "take_optional_nullable",
    "text_content",
    "text_or",
    "web_address",
]
