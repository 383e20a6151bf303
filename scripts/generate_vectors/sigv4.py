#!/usr/bin/env python3
"""Writes tests/unit/aws/data/sigv4.json: requests as botocore sends them to Bedrock, and how it signs them.

Needs botocore. Real botocore clients build and sign each request; it is caught before it is sent. The stages are
taken from inside botocore's signer, so that a test that fails says which stage differs.

usage: scripts/generate_vectors/sigv4.py
"""

import datetime
import json
import pathlib
import sys
from urllib.parse import urlsplit

import botocore.auth
import botocore.awsrequest
import botocore.config
import botocore.session

OUT = pathlib.Path(__file__).resolve().parents[2] / "tests/unit/aws/data/sigv4.json"

PERMANENT = ("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None)
TEMPORARY = ("ASIAEXAMPLE", "kWcrlUX5JEDGM/LtmEENI/aVmYvHNif5zB+d9+ct", "IQoJb3JpZ2luX2VjEXAMPLE//token+with/base64==" * 8)

EMPTY_CONTENT = {"messages": [{"role": "user", "content": [{"text": "hi"}]}]}


def converse(model_id, text="hi"):
    return "converse", {"modelId": model_id, "messages": [{"role": "user", "content": [{"text": text}]}]}


def invoke(model_id, body):
    return "invoke_model", {"modelId": model_id, "body": body, "contentType": "application/json", "accept": "*/*"}


def case(name, service, call, *, region="us-east-1", keys=PERMANENT, url=None, headers=(), when="2015-08-30T12:36:00"):
    return dict(name=name, service=service, call=call, region=region, keys=keys, url=url, headers=headers, when=when)


RUNTIME, CONTROL = "bedrock-runtime", "bedrock"
PROFILE_ARN = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0"
APPLICATION_ARN = "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc123def456"
GOV_ARN = "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:provisioned-model/q1w2e3r4t5y6"

CASES = [
    case("plain model id", RUNTIME, converse("amazon.nova-lite")),
    case("model id with a colon", RUNTIME, converse("anthropic.claude-3-5-sonnet-20240620-v1:0")),
    case("inference profile id", RUNTIME, converse("us.anthropic.claude-sonnet-4-20250514-v1:0"), region="us-west-2"),
    case("model id with two colons", RUNTIME, converse("amazon.titan-text-express-v1:0:8k")),
    case("inference profile ARN", RUNTIME, converse(PROFILE_ARN)),
    case("application inference profile ARN", RUNTIME, converse(APPLICATION_ARN), region="eu-west-1"),
    case("GovCloud ARN", RUNTIME, converse(GOV_ARN), region="us-gov-west-1"),
    case("stream", RUNTIME, ("converse_stream", converse("amazon.nova-pro-v1:0")[1])),
    case("unicode in the body", RUNTIME, converse("amazon.nova-lite-v1:0", "Grüße, 世界 \U0001f600")),
    case("unicode in the model id", RUNTIME, converse("modèle-世界")),
    case("every printable character in the model id", RUNTIME, converse("".join(map(chr, range(33, 127))))),
    case("space and percent in the model id", RUNTIME, converse("a b%20c%")),
    case("session token", RUNTIME, converse("amazon.nova-lite-v1:0"), keys=TEMPORARY),
    case("session token and ARN", RUNTIME, converse(APPLICATION_ARN), keys=TEMPORARY, region="eu-west-1"),
    case("extra headers with inner spaces", RUNTIME, converse("amazon.nova-lite-v1:0"),
         headers=[("X-Amzn-Bedrock-Trace", "  ENABLED   with   spaces\t and tabs "), ("X-Custom-B", "b"), ("x-custom-a", "")]),
    case("guardrail headers", RUNTIME, ("invoke_model", {**invoke("amazon.titan-embed-text-v2:0", b"{}")[1],
         "guardrailIdentifier": "arn:aws:bedrock:us-east-1:123456789012:guardrail/ab12", "guardrailVersion": "DRAFT",
         "trace": "ENABLED"})),
    case("empty body", RUNTIME, invoke("amazon.titan-embed-text-v2:0", b"")),
    case("body of one byte", RUNTIME, invoke("amazon.titan-embed-text-v2:0", b"1")),
    case("body of 200 KB", RUNTIME, invoke("amazon.titan-embed-text-v2:0", b"0123456789" * 20_000)),
    case("body of 3 MB", RUNTIME, invoke("amazon.titan-embed-text-v2:0", b"abcdefgh" * 393_216)),
    case("http on a port", RUNTIME, converse("amazon.nova-lite-v1:0"), url="http://127.0.0.1:8080"),
    case("IPv6 on a port", RUNTIME, converse("amazon.nova-lite-v1:0"), url="http://[::1]:8080"),
    case("path prefix", RUNTIME, converse("amazon.nova-lite-v1:0"), url="https://proxy.example.com/bedrock/v1"),
    case("path prefix with a trailing slash", RUNTIME, converse(PROFILE_ARN), url="https://proxy.example.com:8443/a%20b/"),
    case("list without parameters", CONTROL, ("list_foundation_models", {})),
    case("list with parameters", CONTROL, ("list_foundation_models", {"byProvider": "Stability AI", "byOutputModality": "TEXT"})),
    case("list with a token that must be encoded", CONTROL,
         ("list_inference_profiles", {"maxResults": 100, "nextToken": "a+b/c=d e~f%&é", "typeEquals": "APPLICATION"})),
    case("get by ARN", CONTROL, ("get_inference_profile", {"inferenceProfileIdentifier": PROFILE_ARN})),
    case("get by id with a session token", CONTROL, ("get_foundation_model", {"modelIdentifier": "cohere.embed-english-v3"}),
         keys=TEMPORARY, region="ap-northeast-1"),
    case("first second of a day", RUNTIME, converse("amazon.nova-lite-v1:0"), when="2024-02-29T00:00:00"),
    case("last second of a year", RUNTIME, converse("amazon.nova-lite-v1:0"), when="2099-12-31T23:59:59"),
]


def sign(case):
    session = botocore.session.Session()
    session.set_credentials(*case["keys"])
    client = session.create_client(case["service"], region_name=case["region"], endpoint_url=case["url"],
                                   config=botocore.config.Config(retries={"total_max_attempts": 1},
                                                                 parameter_validation=False))
    now = datetime.datetime.fromisoformat(case["when"])
    botocore.auth.get_current_datetime = lambda remove_tzinfo=True: now
    seen = {}

    class Recorder(botocore.auth.SigV4Auth):
        def canonical_request(self, request):
            seen["canonical_request"] = super().canonical_request(request)
            seen["headers"] = [(n, v) for n, v in self.headers_to_sign(request).items()]
            return seen["canonical_request"]

        def string_to_sign(self, request, canonical_request):
            seen["string_to_sign"] = super().string_to_sign(request, canonical_request)
            return seen["string_to_sign"]

    botocore.auth.AUTH_TYPE_MAPS["v4"] = Recorder

    def add_headers(request, **kwargs):
        for name, value in case["headers"]:
            request.headers[name] = value

    def catch(request, **kwargs):
        seen["request"] = request
        return botocore.awsrequest.AWSResponse(request.url, 200, {}, Body())

    client.meta.events.register("before-sign", add_headers)
    client.meta.events.register("before-send", catch)
    operation, arguments = case["call"]
    getattr(client, operation)(**arguments)
    return seen


class Body:
    """Enough of a response body for botocore's parsers."""

    def stream(self, *args, **kwargs):
        yield b"{}"

    def read(self, *args, **kwargs):
        return b"{}"


def body_of(body):
    """Long bodies are repetitions of a short piece, so that the file stays small."""
    body = body or b""
    if isinstance(body, str):
        body = body.encode()
    for size in (8, 10):
        if len(body) > 10_000 and body == body[:size] * (len(body) // size):
            return {"piece": body[:size].decode(), "times": len(body) // size}
    return {"piece": body.decode(), "times": 1}


def record(case):
    seen = sign(case)
    request = seen["request"]
    url = urlsplit(request.url)
    authorization = request.headers["Authorization"]
    authorization = authorization.decode() if isinstance(authorization, bytes) else authorization
    added = ("x-amz-date", "x-amz-security-token")
    headers = [[n, v.decode() if isinstance(v, bytes) else v] for n, v in seen["headers"] if n.lower() not in added]
    key_id, secret, token = case["keys"]
    return {
        "name": case["name"],
        "region": case["region"],
        "access_key_id": key_id,
        "secret_access_key": secret,
        "session_token": token or "",
        "amz_date": seen["string_to_sign"].split("\n")[1],
        "method": request.method,
        "path": url.path,
        "query": url.query,
        "headers": headers,
        "body": body_of(request.body),
        "canonical_request": seen["canonical_request"],
        "string_to_sign": seen["string_to_sign"],
        "authorization": authorization,
    }


def main():
    rows = [json.dumps(record(c), ensure_ascii=False) for c in CASES]
    text = '{"generated_by": "scripts/generate_vectors/sigv4.py", "botocore": "%s", "cases": [\n%s\n]}\n'
    OUT.write_text(text % (botocore.__version__, ",\n".join(rows)), encoding="utf-8")
    print(f"{len(rows)} cases in {OUT}", file=sys.stderr)


if __name__ == "__main__":
    main()
