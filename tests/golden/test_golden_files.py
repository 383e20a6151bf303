"""Judges the golden files by definitions that are not this project's: OpenAI's types as JSON Schema for what clients get,
botocore's service model for what Bedrock gets."""

import base64
import json
import pathlib
import re

import botocore.session
import jsonschema
import pytest

HERE = pathlib.Path(__file__).parent
SCHEMAS = json.loads((HERE / "schemas" / "openai.json").read_text())


def files(pattern):
    found = sorted(HERE.glob(pattern))
    assert found, f"no golden file matches {pattern}"
    return [pytest.param(path, id=path.name) for path in found]


def check(document, definition):
    schema = {"$schema": SCHEMAS["$schema"], "$defs": SCHEMAS["$defs"], "$ref": f"#/$defs/{definition}"}
    jsonschema.Draft202012Validator(schema).validate(document)


def without_own_extension(answer):
    """`bedrock_stop_reason` is ours (docs/mapping.md); the schema is closed."""
    for choice in answer["choices"]:
        choice.pop("bedrock_stop_reason", None)
    return answer


@pytest.mark.parametrize("path", files("answers/*.answer.json"))
def test_plain_answers_are_what_openai_declares(path):
    answer = json.loads(path.read_text())
    if "status" in answer:
        assert answer["status"] >= 400
        check(answer["body"], "ErrorEnvelope")
    else:
        check(without_own_extension(answer), "ChatCompletion")


@pytest.mark.parametrize("path", files("answers/*.stream.txt"))
def test_every_chunk_is_what_openai_declares(path):
    events = path.read_text().split("\n\n")
    assert events.pop() == "", "the last event lacks its blank line"
    finish_reasons = 0
    for event in events:
        assert event.startswith("data: ") and "\n" not in event
        if event == "data: [DONE]":
            assert event is events[-1]
            continue
        chunk = json.loads(event.removeprefix("data: "))
        if "error" in chunk:
            check(chunk, "ErrorEnvelope")
            assert event is events[-1]
            continue
        check(without_own_extension(chunk), "ChatCompletionChunk")
        finish_reasons += sum(choice["finish_reason"] is not None for choice in chunk["choices"])
    assert finish_reasons == (1 if events[-1] == "data: [DONE]" else 0)


@pytest.mark.parametrize("path", files("documents/error.*.json"))
def test_errors_are_what_openai_declares(path):
    check(json.loads(path.read_text()), "ErrorEnvelope")


@pytest.mark.parametrize("path", files("chat/refused*.converse.json"))
def test_refusals_are_what_openai_declares(path):
    refusal = json.loads(path.read_text())
    assert refusal["status"] == 400
    check(refusal["body"], "ErrorEnvelope")


@pytest.mark.parametrize(
    "name, definition",
    [
        ("embeddings.floats", "CreateEmbeddingResponse"),
        ("embeddings.base64", "CreateEmbeddingResponse"),
        ("models.list", "ModelList"),
        ("models.empty_list", "ModelList"),
        ("model.one", "Model"),
    ],
)
def test_documents_are_what_openai_declares(name, definition):
    check(json.loads((HERE / "documents" / f"{name}.json").read_text()), definition)


def test_base64_embeddings_are_little_endian_floats():
    import struct

    def vectors(name):
        return [item["embedding"] for item in json.loads((HERE / "documents" / f"{name}.json").read_text())["data"]]

    for text, numbers in zip(vectors("embeddings.base64"), vectors("embeddings.floats"), strict=True):
        decoded = struct.unpack(f"<{len(numbers)}f", base64.b64decode(text))
        assert decoded == pytest.approx(numbers)


class ConverseModel:
    """Checks a JSON value against a shape of botocore's service model: required members, unknown members, types,
    enumerations, lengths, ranges, patterns and unions. botocore itself checks a part of that only."""

    def __init__(self):
        self.model = botocore.session.get_session().get_service_model("bedrock-runtime")

    def check(self, value, shape, where):
        getattr(self, f"check_{shape.type_name}", self.check_scalar)(value, shape, where)

    def check_structure(self, value, shape, where):
        if getattr(shape, "is_document_type", False):
            return
        assert isinstance(value, dict), where
        unknown = set(value) - set(shape.members)
        assert not unknown, f"{where} has unknown members {unknown}"
        missing = set(shape.required_members) - set(value)
        assert not missing, f"{where} lacks {missing}"
        if getattr(shape, "is_tagged_union", False):
            assert len(value) == 1, f"{where} is a union and has {set(value)}"
        for name, member in value.items():
            self.check(member, shape.members[name], f"{where}.{name}")

    def check_list(self, value, shape, where):
        assert isinstance(value, list), where
        self.check_range(len(value), shape, where)
        for index, item in enumerate(value):
            self.check(item, shape.member, f"{where}[{index}]")

    def check_map(self, value, shape, where):
        assert isinstance(value, dict), where
        self.check_range(len(value), shape, where)
        for key, item in value.items():
            self.check(key, shape.key, where)
            self.check(item, shape.value, f"{where}.{key}")

    def check_string(self, value, shape, where):
        assert isinstance(value, str), where
        self.check_range(len(value), shape, where)
        if shape.enum:
            assert value in shape.enum, f"{where} is {value}"
        pattern = shape.metadata.get("pattern")
        if pattern:
            assert re.fullmatch(pattern, value), f"{where} is {value!r}, which does not match {pattern}"

    def check_blob(self, value, shape, where):
        assert base64.b64encode(base64.b64decode(value, validate=True)).decode() == value, where

    def check_scalar(self, value, shape, where):
        expected = {"boolean": bool, "integer": int, "long": int, "float": (int, float), "double": (int, float)}
        assert isinstance(value, expected[shape.type_name]), f"{where} is {value!r}"
        if shape.type_name != "boolean":
            self.check_range(value, shape, where)

    @staticmethod
    def check_range(value, shape, where):
        assert value >= shape.metadata.get("min", value), f"{where} is {value}"
        assert value <= shape.metadata.get("max", value), f"{where} is {value}"


CONVERSE = ConverseModel()


def accepted(pattern):
    return [param for param in files(pattern) if not param.values[0].name.startswith("refused")]


@pytest.mark.parametrize("path", accepted("chat/*.converse.json"))
def test_requests_are_what_botocore_declares(path):
    document = json.loads(path.read_text())
    streams = document["path"].endswith("/converse-stream")
    operation = CONVERSE.model.operation_model("ConverseStream" if streams else "Converse")
    CONVERSE.check({"modelId": "m", **document["body"]}, operation.input_shape, "request")


@pytest.mark.parametrize("path", accepted("chat/*.converse.json"))
def test_conversations_are_what_converse_takes(path):
    """Bedrock's own rules, which no shape can say."""
    body = json.loads(path.read_text())["body"]
    turns = body["messages"]
    assert turns[0]["role"] == "user"
    for before, after in zip(turns, turns[1:]):
        assert before["role"] != after["role"], "turns must alternate"
    offers_tools = "toolConfig" in body
    open_calls = []
    for turn in turns:
        assert turn["content"], "a turn without content"
        results = [block["toolResult"]["toolUseId"] for block in turn["content"] if "toolResult" in block]
        assert results == open_calls, "each call is answered in the next turn, in order, and nothing else is"
        kinds = ["toolResult" in block for block in turn["content"]]
        assert kinds == sorted(kinds, reverse=True), "results come first"
        open_calls = [block["toolUse"]["toolUseId"] for block in turn["content"] if "toolUse" in block]
        assert offers_tools or not (results or open_calls), "tool blocks need toolConfig"
        for text in texts_of(turn["content"]):
            assert text.strip(), "blank text"
    assert not open_calls
    calls = [b["toolUse"]["toolUseId"] for turn in turns for b in turn["content"] if "toolUse" in b]
    assert len(calls) == len(set(calls)), "call ids are unique"


def texts_of(blocks):
    for block in blocks:
        if "text" in block:
            yield block["text"]
        if "toolResult" in block:
            yield from texts_of(block["toolResult"]["content"])
