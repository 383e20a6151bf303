#!/usr/bin/env python3
"""Writes tests/unit/bedrock/data/converse_bodies.json: what botocore sends for Converse and ConverseStream requests.

usage: python scripts/generate_vectors/converse_bodies.py [--check]

Needs botocore (pip install botocore). Each case goes through botocore's ParamValidator, so that a request which Bedrock's
service model refuses cannot become a vector, and then through its serializer. A unit test builds the same requests in C++
and compares the documents. With --check nothing is written: exit status 1 says that the file is not what this script and
the installed botocore give.
"""
import json
import pathlib
import sys

import botocore
import botocore.loaders
from botocore.model import ServiceModel
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator

OUTPUT = pathlib.Path(__file__).resolve().parents[2] / "tests/unit/bedrock/data/converse_bodies.json"
MODEL = "anthropic.claude-sonnet-4-6"
PNG = b"\x89PNG\r\n\x1a\n"
PDF = b"%PDF-1.7"


def user(*content):
    return {"role": "user", "content": list(content)}


def assistant(*content):
    return {"role": "assistant", "content": list(content)}


def text(value):
    return {"text": value}


TOOL = {"toolSpec": {"name": "get_weather", "description": "Weather of a city",
                     "inputSchema": {"json": {"type": "object", "properties": {"city": {"type": "string"}}}}}}

CASES = {
    "text": {"messages": [user(text("Hello"))]},
    "escapes": {"messages": [user(text('a "quoted" \\ back\nslash \u00e9 \U0001f600'))]},
    "all_roles": {"messages": [user(text("a")), assistant(text("b")), {"role": "system", "content": [text("c")]},
                               user(text("d"))],
                  "system": [text("Be brief.")]},
    "inference": {"messages": [user(text("a"))],
                  "inferenceConfig": {"maxTokens": 4096, "temperature": 0.25, "topP": 0.5,
                                      "stopSequences": ["END", "\n\n"]}},
    "images": {"messages": [user(*({"image": {"format": f, "source": {"bytes": PNG}}} for f in ("png", "jpeg", "gif", "webp")),
                                 {"image": {"format": "png", "source": {"s3Location": {"uri": "s3://bucket/cat.png"}}}},
                                 text("What is it?"))]},
    "documents": {"messages": [user(*({"document": {"format": f, "name": f"file {f}", "source": {"bytes": PDF}}}
                                      for f in ("pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md")),
                                    {"document": {"format": "pdf", "name": "cited", "citations": {"enabled": True},
                                                  "source": {"s3Location": {"uri": "s3://bucket/a.pdf",
                                                                            "bucketOwner": "123456789012"}}}},
                                    text("Summarise."))]},
    "videos": {"messages": [user(*({"video": {"format": f, "source": {"bytes": PNG}}}
                                   for f in ("mkv", "mov", "mp4", "webm", "flv", "mpeg", "mpg", "wmv", "three_gp")),
                                 text("What happens?"))]},
    "audio": {"messages": [user(*({"audio": {"format": f, "source": {"bytes": PNG}}}
                                  for f in ("mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "mkv", "webm", "mpeg", "mpga",
                                            "m4a", "mka", "x-aac", "pcm")),
                                text("Transcribe."))]},
    "tool_round_trip": {
        "messages": [user(text("Weather in Paris?")),
                     assistant(text("I look."),
                               {"toolUse": {"toolUseId": "call_1", "name": "get_weather", "input": {"city": "Paris"}}},
                               {"toolUse": {"toolUseId": "call_2", "name": "now", "input": {}}}),
                     user({"toolResult": {"toolUseId": "call_1", "content": [text("18 degrees"), {"json": {"t": 18}}]}},
                          {"toolResult": {"toolUseId": "call_2", "content": [text("no result")], "status": "error"}},
                          {"toolResult": {"toolUseId": "call_3", "status": "success", "content": [
                              {"image": {"format": "png", "source": {"bytes": PNG}}},
                              {"document": {"format": "pdf", "name": "report", "source": {"bytes": PDF}}},
                              {"video": {"format": "mp4", "source": {"bytes": PNG}}}]}})],
        "toolConfig": {"tools": [TOOL, {"cachePoint": {"type": "default"}},
                                 {"toolSpec": {"name": "now", "inputSchema": {"json": {"type": "object"}}, "strict": True}}],
                       "toolChoice": {"auto": {}}}},
    "tool_choice_any": {"messages": [user(text("a"))], "toolConfig": {"tools": [TOOL], "toolChoice": {"any": {}}}},
    "tool_choice_named": {"messages": [user(text("a"))],
                          "toolConfig": {"tools": [TOOL], "toolChoice": {"tool": {"name": "get_weather"}}}},
    "reasoning": {"messages": [user(text("a")),
                               assistant({"reasoningContent": {"reasoningText": {"text": "think", "signature": "c2ln"}}},
                                         {"reasoningContent": {"reasoningText": {"text": "", "signature": "c2ln"}}},
                                         {"reasoningContent": {"reasoningText": {"text": "unsigned"}}},
                                         {"reasoningContent": {"redactedContent": b"opaque"}},
                                         text("b")),
                               user(text("c"))]},
    "cache_points": {"messages": [user(text("a"), {"cachePoint": {"type": "default", "ttl": "5m"}})],
                     "system": [text("s"), {"cachePoint": {"type": "default", "ttl": "1h"}}]},
    "guard_content": {"messages": [user({"guardContent": {"text": {"text": "check me"}}},
                                        {"guardContent": {"image": {"format": "png", "source": {"bytes": PNG}}}})],
                      "system": [{"guardContent": {"text": {"text": "rules"}}}],
                      "guardrailConfig": {"guardrailIdentifier": "abc123", "guardrailVersion": "DRAFT",
                                          "trace": "enabled_full"}},
    "guardrail_stream": {"messages": [user(text("a"))],
                         "guardrailConfig": {"guardrailIdentifier": "abc123", "guardrailVersion": "1",
                                             "streamProcessingMode": "async"}},
    "extras": {"messages": [user(text("a"))],
               "additionalModelRequestFields": {"top_k": 5, "anthropic_beta": ["x"]},
               "additionalModelResponseFieldPaths": ["/stop_sequence"],
               "promptVariables": {"city": {"text": "Paris"}},
               "requestMetadata": {"team": "blue"},
               "performanceConfig": {"latency": "optimized"},
               "serviceTier": {"type": "flex"},
               "outputConfig": {"effort": "high", "textFormat": {"type": "json_schema", "structure": {"jsonSchema": {
                   "schema": '{"type":"object"}', "name": "answer"}}}}},
}
STREAMED = {"guardrail_stream"}

MODEL_IDS = [
    "anthropic.claude-3-5-haiku-20241022-v1:0",
    "us.anthropic.claude-sonnet-4-6",
    "amazon.titan-embed-text-v2:0",
    "deepseek.v3.2",
    "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
    "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6",
    "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "arn:aws:bedrock:us-west-2:123456789012:imported-model/abcdefghijkl",
    "arn:aws:bedrock:us-east-1:123456789012:prompt/ABCDEFGHIJ:2",
    "arn:aws:sagemaker:us-east-1:123456789012:endpoint/my-endpoint",
    "../../foundation-models",
    "a?b=c#d",
    "spaced id/%2F",
    "r\u00e9gion.mod\u00e8le",
]
OPERATIONS = {"converse": "Converse", "converse_stream": "ConverseStream", "invoke_model": "InvokeModel"}


def main():
    loader = botocore.loaders.Loader()
    service = ServiceModel(loader.load_service_model("bedrock-runtime", "service-2"), "bedrock-runtime")
    serializer = create_serializer("rest-json", include_validation=False)

    def serialize(operation, params):
        model = service.operation_model(operation)
        report = ParamValidator().validate(params, model.input_shape)
        if report.has_errors():
            sys.exit(f"{operation}: {report.generate_report()}")
        return serializer.serialize_to_request(params, model)

    bodies = []
    for name, params in CASES.items():
        operation = "converse_stream" if name in STREAMED else "converse"
        request = serialize(OPERATIONS[operation], {"modelId": MODEL, **params})
        bodies.append({"name": name, "operation": operation, "body": json.loads(request["body"])})
    paths = [{"model": model, "operation": operation, "path": serialize(OPERATIONS[operation], {"modelId": model})["url_path"]}
             for model in MODEL_IDS for operation in OPERATIONS]
    rows = lambda items: ",\n".join(json.dumps(item) for item in items)
    document = (f'{{"generated_by": "scripts/generate_vectors/converse_bodies.py", "botocore": "{botocore.__version__}",\n'
                f'"bodies": [\n{rows(bodies)}\n],\n"paths": [\n{rows(paths)}\n]}}\n')
    if "--check" in sys.argv[1:]:
        sys.exit(OUTPUT.read_text(encoding="utf-8") != document)
    OUTPUT.write_text(document, encoding="utf-8")
    print(f"{len(bodies)} bodies and {len(paths)} paths in {OUTPUT}", file=sys.stderr)


if __name__ == "__main__":
    main()
