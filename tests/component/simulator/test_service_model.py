"""The local Bedrock accepts and refuses what botocore's service model does, over generated bodies, and its answers fit that model."""
import json
import os
import random
import re
import subprocess
import sys

import botocore
import pytest
from botocore.eventstream import EventStreamBuffer
from botocore.validate import ParamValidator
from local_bedrock import ROOT, Connection, StrictValidator, body_shape, complaints, process_class, service_model

CASES = int(os.environ.get("GW_VALIDATION_CASES", "3000"))


@pytest.fixture(scope="module")
def connection():
    process = process_class()("simulate", "--port", "0")
    connection = Connection(process.port)
    yield connection
    connection.close()
    process.stop()


@pytest.fixture(scope="module")
def runtime():
    return service_model("bedrock-runtime")


class Generator:
    """Bodies that fit a shape, but for mistakes of every kind made here and there."""

    def __init__(self, seed, mistakes):
        self.random = random.Random(seed)
        self.mistakes = mistakes

    def chance(self, p):
        return self.random.random() < p

    def value(self, shape, depth=0):
        if self.chance(self.mistakes):
            return self.random.choice([None, 0, -1, 1.5, True, "", "x", " ", [], {}, [None], {"x": 1}, 2**31, "a" * 300])
        if getattr(shape, "is_document_type", False):
            return self.random.choice([{"type": "object"}, {}, [1, {"a": None}], "text", 7, False])
        return getattr(self, "a_" + {"structure": "structure", "list": "list", "map": "map", "string": "string", "blob": "blob", "boolean": "boolean",
                                     "integer": "integer", "long": "integer", "float": "float", "double": "float"}[shape.type_name])(shape, depth)

    def a_structure(self, shape, depth):
        names = list(shape.members)
        if getattr(shape, "is_tagged_union", False):
            chosen = [self.random.choice(names)]
            if self.chance(self.mistakes):
                chosen = self.random.sample(names, self.random.choice([0, min(2, len(names))]))
        else:
            chosen = [n for n in names if n in shape.required_members or self.chance(0.6 if depth == 0 else 0.3)]
            if chosen and self.chance(self.mistakes):
                chosen.remove(self.random.choice(chosen))
        result = {n: self.value(shape.members[n], depth + 1) for n in chosen}
        if self.chance(self.mistakes):
            result[self.random.choice(["unknown", "Text", "role ", ""])] = self.random.choice([1, None, {}])
        return result

    def a_list(self, shape, depth):
        least = shape.metadata.get("min", 0)
        return [self.value(shape.member, depth + 1) for _ in range(max(least, self.random.choice([0, 1, 1, 2, 3])) - (self.chance(self.mistakes) and least > 0))]

    def a_map(self, shape, depth):
        least = shape.metadata.get("min", 0)
        return {self.value_of_string(shape.key): self.value(shape.value, depth + 1) for _ in range(self.pick([max(least, 1), 2], [0]))}

    def value_of_string(self, shape):
        value = self.a_string(shape, 0)
        return value if isinstance(value, str) else "key"

    def pick(self, good, bad):
        return self.random.choice(bad if self.chance(self.mistakes) else good)

    def a_string(self, shape, _):
        if shape.enum:
            return self.random.choice(shape.enum)
        pattern = shape.metadata.get("pattern", "")
        for start, good, bad in [
            ("[a-zA-Z0-9_-]+", ["get_weather", "a", "A-1", "x" * 64], ["x" * 65, "a b", "ü", "a.b", ""]),
            ("[a-zA-Z0-9_.:-]+", ["tooluse_1", "a.b:c", "x" * 64], ["x" * 65, "a b", "a|b", ""]),
            ("[a-zA-Z0-9\\s:_@$#=/+,-.]", ["a", "Team: a@b, c#1", "x" * 256], ["x" * 257, "a!", "ü"]),
            ("[0-9]{12}", ["123456789012"], ["12345678901", "1234567890123", "12345678901a"]),
            ("s3://", ["s3://bucket/key", "s3://bucket", "s3://bucket/ü"], ["s3://b", "http://bucket/x", "s3://Bucket/x"]),
            ("(|([a-z0-9]+)", ["", "abc123", "arn:aws:bedrock:us-east-1:123456789012:guardrail/abc"], ["ABC", "arn:aws:bedrock:us-east-1:1:guardrail/a"]),
            ("(|([1-9]", ["", "1", "DRAFT"], ["0", "draft", "123456789"]),
            ("([a-zA-Z0-9_-]+|arn:", ["project-1", "arn:aws-cn:bedrock:cn-north-1:123456789012:project/p"], ["a b", "arn:aws:s3:::x"]),
        ]:
            if pattern.startswith(start):
                return self.pick(good, bad)
        assert pattern in ("", "[\\s\\S]*"), pattern  # a new pattern needs samples here
        least, most = shape.metadata.get("min", 0), min(shape.metadata.get("max", 20), 300)
        length = self.pick([least, most, (least + most) // 2], [most + 1, least])
        return "".join(self.random.choice("abc XYZ0/ü€😀\n\"\\") for _ in range(length))

    def a_blob(self, _shape, _depth):
        return self.pick(["iVBORw0KGgoAAAAA", "AAAA", "QQ==", "QUI=", "/+8="], ["QQ", "QR==", "", "a-b_", "iVBO Rw0K"])

    def a_boolean(self, _shape, _depth):
        return self.chance(0.5)

    def a_integer(self, shape, _depth):
        least = shape.metadata.get("min", 0)
        return self.pick([least, least + 1, 4096, 2**31 - 1], [least - 1, 2**31])

    def a_float(self, _shape, _depth):
        return self.pick([0, 1, 0.5, 1e-3], [-0.1, 1.01, 2])


def refused_by_shape(status, body):
    if status != 400:
        return False
    message = json.loads(body)["message"]
    return bool(re.match(r"\d+ validation errors? detected: |Unexpected value at ", message))


@pytest.mark.parametrize("operation, path", [("Converse", "converse"), ("ConverseStream", "converse-stream")])
def test_generated_bodies_are_judged_as_the_service_model_judges_them(connection, runtime, operation, path):
    shape = body_shape(runtime, operation)
    refused = 0
    for seed in range(CASES):
        body = Generator(seed, mistakes=0.0 if seed % 3 == 0 else 0.03).value(shape)
        status, _, answer = connection.converse(body, operation=path)
        expected = complaints(body, shape)
        assert status in (200, 400), (seed, status, answer)
        assert refused_by_shape(status, answer) == bool(expected), (seed, expected, answer, json.dumps(body))
        # botocore's own validator, unmodified, refuses nothing that is accepted here
        assert refused_by_shape(status, answer) or not complaints(body, shape, ParamValidator), (seed, json.dumps(body))
        refused += bool(expected)
    assert CASES * 0.2 < refused < CASES * 0.9, refused  # the generator makes both kinds


def user(text, **more):
    return {"messages": [{"role": "user", "content": [{"text": text}]}], **more}


WEATHER = {"tools": [{"toolSpec": {"name": "get_weather", "inputSchema": {"json": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}}]}
ANSWERS = [
    user("hello"), user("weather in Paris", toolConfig=WEATHER), user("[[simulate: reasoning]] x"), user("[[simulate: reasoning redacted]] x"),
    user("[[simulate: empty]]"), user("[[simulate: interleaved]] x", toolConfig=WEATHER), user("[[simulate: malformed_tool_use]] x", toolConfig=WEATHER),
    user("a b c", inferenceConfig={"stopSequences": ["b"]}, additionalModelResponseFieldPaths=["/stop_sequence"]), user("x", inferenceConfig={"maxTokens": 2}),
    user("x", performanceConfig={"latency": "optimized"}, serviceTier={"type": "flex"}),
]


@pytest.mark.parametrize("body", ANSWERS, ids=range(len(ANSWERS)))
def test_plain_answers_fit_the_service_model(connection, runtime, body):
    status, headers, answer = connection.converse(body)
    assert status == 200 and headers["content-type"] == "application/json" and headers["x-amzn-requestid"]
    assert complaints(json.loads(answer), runtime.operation_model("Converse").output_shape) == ""


@pytest.mark.parametrize("body", ANSWERS, ids=range(len(ANSWERS)))
def test_streamed_events_fit_the_service_model(connection, runtime, body):
    status, headers, answer = connection.converse(body, operation="converse-stream")
    assert status == 200 and headers["content-type"] == "application/vnd.amazon.eventstream"
    events = runtime.operation_model("ConverseStream").output_shape.members["stream"].members
    buffer = EventStreamBuffer()
    buffer.add_data(answer)
    kinds = []
    for event in buffer:
        payload = json.loads(event.payload)
        assert "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".startswith(payload.pop("p"))
        kinds.append(event.headers[":event-type"])
        assert complaints(payload, events[kinds[-1]]) == ""
    assert kinds[0] == "messageStart" and kinds[-2:] == ["messageStop", "metadata"]


class ListValidator(StrictValidator):
    VALUES_OF_THE_MODEL = False  # AWS itself answers names and types that its model does not allow

    @staticmethod
    def _maximum(value, shape, errors, name):
        pass


@pytest.mark.parametrize("operation, target", [
    ("ListFoundationModels", "/foundation-models"), ("GetFoundationModel", "/foundation-models/amazon.nova-lite-v1%3A0"),
    ("ListInferenceProfiles", "/inference-profiles?type=SYSTEM_DEFINED&maxResults=3"), ("ListInferenceProfiles", "/inference-profiles?type=APPLICATION"),
    ("GetInferenceProfile", "/inference-profiles/us.amazon.nova-lite-v1%3A0"),
])
def test_control_plane_answers_fit_the_service_model(connection, operation, target):
    status, _, answer = connection.call("GET", target)
    assert status == 200
    assert complaints(json.loads(answer), service_model("bedrock").operation_model(operation).output_shape, ListValidator) == ""


def test_the_checked_in_shapes_are_those_of_this_botocore():
    written = (ROOT / "src/simulator/service_shapes.cpp").read_text().splitlines()[0]
    if botocore.__version__ not in written:
        pytest.skip(f"not this botocore, {botocore.__version__}: {written}")
    assert subprocess.run([sys.executable, ROOT / "scripts/generate_vectors/bedrock_shapes.py", "--check"], timeout=60).returncode == 0
