"""What the tests of this folder share: the `simulate` process, and JSON measured by botocore's service model."""
import base64
import binascii
import http.client
import importlib.util
import json
import pathlib
import re
import urllib.parse

import botocore.loaders
import botocore.model
import botocore.validate

ROOT = pathlib.Path(__file__).resolve().parents[3]
TOKEN = "local"  # the bearer token of `simulate`
KEY = "local"  # its access key id and secret
CHAT_MODEL = "us.anthropic.claude-sonnet-4-6"


def process_class():
    """tests/clients/python/conftest.py, which knows how to start the binary."""
    spec = importlib.util.spec_from_file_location("client_conftest", ROOT / "tests/clients/python/conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Process


def service_model(name):
    return botocore.model.ServiceModel(botocore.loaders.Loader().load_service_model(name, "service-2"), name)


class Connection:
    """Raw requests on one connection, authorized with the token."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def call(self, method, target, body=None):
        self.connection.request(method, target, body=body, headers={"authorization": f"Bearer {TOKEN}", "content-type": "application/json"})
        answer = self.connection.getresponse()
        return answer.status, dict((k.lower(), v) for k, v in answer.getheaders()), answer.read()

    def converse(self, body, operation="converse", model=CHAT_MODEL):
        return self.call("POST", f"/model/{urllib.parse.quote(model, safe='')}/{operation}", json.dumps(body).encode())

    def close(self):
        self.connection.close()


class _NoBase64:
    """Stands for a blob that is none: a type that botocore takes nowhere."""


def to_python(value, shape):
    """A value from the wire as botocore's own code would hold it: blobs decoded, known members that are null left out."""
    if shape.type_name == "structure" and getattr(shape, "is_document_type", False):
        return value
    if shape.type_name == "structure" and isinstance(value, dict):
        return {k: to_python(v, shape.members[k]) if k in shape.members else v for k, v in value.items() if v is not None or k not in shape.members}
    if shape.type_name == "list" and isinstance(value, list):
        return [to_python(v, shape.member) for v in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {k: to_python(v, shape.value) for k, v in value.items()}
    if shape.type_name == "blob":
        try:
            decoded = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
        except (binascii.Error, ValueError):
            return _NoBase64()
        return decoded if base64.b64encode(decoded).decode() == value else _NoBase64()  # one way to write each blob
    return value


class StrictValidator(botocore.validate.ParamValidator):
    """botocore's validator looks at members, types and minima only; this one also at what else its model says."""

    VALUES_OF_THE_MODEL = True
    # Elements of a list are looked at only if their shape has one of these.
    VALIDATED_METADATA_ATTRS = botocore.validate.ParamValidator.VALIDATED_METADATA_ATTRS | {"enum", "pattern", "max"}

    def _validate_string(self, param, shape, errors, name):
        super()._validate_string(param, shape, errors, name)
        if not isinstance(param, str):
            return
        self._maximum(len(param), shape, errors, name)
        if self.VALUES_OF_THE_MODEL and shape.enum and param not in shape.enum:
            errors.report(name, "invalid range", param=param, min_allowed=shape.enum)
        pattern = shape.metadata.get("pattern")
        if self.VALUES_OF_THE_MODEL and pattern and not re.fullmatch(pattern, param):
            errors.report(name, "invalid range", param=param, min_allowed=pattern)

    def _validate_list(self, param, shape, errors, name):
        super()._validate_list(param, shape, errors, name)
        if isinstance(param, list):
            self._maximum(len(param), shape, errors, name)

    def _validate_map(self, param, shape, errors, name):
        super()._validate_map(param, shape, errors, name)
        if isinstance(param, dict):
            # botocore does not measure a map; its model does
            if len(param) < shape.metadata.get("min", 0):
                errors.report(name, "invalid length", param=param, min_allowed=shape.metadata["min"])
            self._maximum(len(param), shape, errors, name)

    def _validate_blob(self, param, shape, errors, name):
        super()._validate_blob(param, shape, errors, name)
        if isinstance(param, bytes) and len(param) < shape.metadata.get("min", 0):
            errors.report(name, "invalid length", param=param, min_allowed=shape.metadata["min"])

    def _validate_integer(self, param, shape, errors, name):
        super()._validate_integer(param, shape, errors, name)
        self._number(param, shape, errors, name, 2**31)

    def _validate_long(self, param, shape, errors, name):
        super()._validate_long(param, shape, errors, name)
        self._number(param, shape, errors, name, 2**63)

    def _validate_float(self, param, shape, errors, name):
        super()._validate_float(param, shape, errors, name)
        self._number(param, shape, errors, name, None)

    def _number(self, param, shape, errors, name, limit):
        if isinstance(param, bool) or limit and isinstance(param, int) and not -limit <= param < limit:
            errors.report(name, "invalid range", param=param, min_allowed=0)
        elif isinstance(param, (int, float)):
            self._maximum(param, shape, errors, name)

    @staticmethod
    def _maximum(value, shape, errors, name):
        if "max" in shape.metadata and value > shape.metadata["max"]:
            errors.report(name, "invalid range", param=value, min_allowed=shape.metadata["max"])


def complaints(value, shape, validator=StrictValidator):
    """What a validator says to a JSON value as it stands on the wire; empty if nothing."""
    report = validator().validate(to_python(value, shape), shape)
    return report.generate_report() if report.has_errors() else ""


def body_shape(service, operation):
    """Input of an operation without the members that travel in path, query and headers."""
    shape = service.operation_model(operation).input_shape
    members = {k: v for k, v in shape._shape_model["members"].items() if "location" not in v}
    required = [k for k in shape._shape_model.get("required", []) if k in members]
    return botocore.model.StructureShape(shape.name, {"type": "structure", "members": members, "required": required}, shape._shape_resolver)
