"""boto3, unmodified, as a client of the local Bedrock: its wire is right if AWS's own client reads it."""
import json
import math
import subprocess

import boto3
import botocore.eventstream
import botocore.exceptions
import pytest
import urllib3
from botocore.config import Config
from local_bedrock import CHAT_MODEL, KEY, TOKEN, process_class

WEATHER = {"toolSpec": {"name": "get_weather", "description": "Weather of a city",
                        "inputSchema": {"json": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}}


@pytest.fixture(scope="module")
def process():
    process = process_class()("simulate", "--port", "0")
    yield process
    process.stop()


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    """The same over https: botocore sends a bearer token nowhere else. Gives the process and its certificate."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"], cwd=folder, check=True, capture_output=True, timeout=60)
    process = process_class()("simulate", "--port", "0", "--tls-certificate", str(folder / "cert.pem"), "--tls-key", str(folder / "key.pem"))
    yield process, str(folder / "cert.pem")
    process.stop()


def client(process, service, **more):
    session = boto3.session.Session(aws_access_key_id=KEY, aws_secret_access_key=more.pop("secret", KEY), region_name=more.pop("region", "us-west-2"))
    config = Config(retries={"max_attempts": more.pop("retries", 0), "mode": "standard"}, read_timeout=20)
    return session.client(service, endpoint_url=more.pop("url", process.url), config=config, **more)


@pytest.fixture(scope="module")
def runtime(process):
    return client(process, "bedrock-runtime")


@pytest.fixture(scope="module")
def control(process):
    return client(process, "bedrock")


def user(text):
    return [{"role": "user", "content": [{"text": text}]}]


def collect(stream):
    """Folds a stream into a message, as an agent does."""
    blocks, stop, usage, kinds = {}, None, None, []
    for event in stream:
        [(kind, value)] = event.items()
        kinds.append(kind)
        if kind == "contentBlockStart":
            blocks[value["contentBlockIndex"]] = {"toolUse": dict(value["start"]["toolUse"], input="")}
        elif kind == "contentBlockDelta":
            delta, index = value["delta"], value["contentBlockIndex"]
            if "text" in delta:
                blocks.setdefault(index, {"text": ""})["text"] += delta["text"]
            elif "toolUse" in delta:
                blocks[index]["toolUse"]["input"] += delta["toolUse"]["input"]
        elif kind == "messageStop":
            stop = value["stopReason"]
        elif kind == "metadata":
            usage = value["usage"]
    for block in blocks.values():
        if "toolUse" in block:
            block["toolUse"]["input"] = json.loads(block["toolUse"]["input"] or "{}")
    return {"role": "assistant", "content": [blocks[i] for i in sorted(blocks)]}, stop, usage, kinds


def test_converse(runtime):
    answer = runtime.converse(modelId=CHAT_MODEL, messages=user("hello"), system=[{"text": "Be brief."}], inferenceConfig={"maxTokens": 500, "temperature": 0.5})
    text = answer["output"]["message"]["content"][0]["text"]
    assert "local simulation" in text and "You wrote: hello" in text and "maxTokens 500" in text
    assert answer["stopReason"] == "end_turn"
    assert answer["usage"]["totalTokens"] == answer["usage"]["inputTokens"] + answer["usage"]["outputTokens"]
    assert len(answer["ResponseMetadata"]["RequestId"]) == 36


def test_converse_stream_gives_the_same_text(runtime):
    plain = runtime.converse(modelId=CHAT_MODEL, messages=user("ünïcödé 🎉"))["output"]["message"]["content"][0]["text"]
    message, stop, usage, kinds = collect(runtime.converse_stream(modelId=CHAT_MODEL, messages=user("ünïcödé 🎉"))["stream"])
    assert message["content"] == [{"text": plain}]
    assert stop == "end_turn" and usage["outputTokens"] > 0
    assert kinds[0] == "messageStart" and kinds[-2:] == ["messageStop", "metadata"] and "contentBlockStart" not in kinds


@pytest.mark.parametrize("stream", [False, True])
def test_tool_loop(runtime, stream):
    messages, tools = user("What is the weather in Paris?"), {"tools": [WEATHER]}

    def ask():
        if stream:
            message, stop, _, _ = collect(runtime.converse_stream(modelId=CHAT_MODEL, messages=messages, toolConfig=tools)["stream"])
            return message, stop
        answer = runtime.converse(modelId=CHAT_MODEL, messages=messages, toolConfig=tools)
        return answer["output"]["message"], answer["stopReason"]

    message, stop = ask()
    assert stop == "tool_use"
    [call] = [block["toolUse"] for block in message["content"] if "toolUse" in block]
    assert call["name"] == "get_weather" and call["input"] == {"city": "Paris"}
    messages += [message, {"role": "user", "content": [{"toolResult": {"toolUseId": call["toolUseId"], "content": [{"text": "17 degrees and drizzle"}]}}]}]
    message, stop = ask()
    assert stop == "end_turn" and "17 degrees and drizzle" in message["content"][0]["text"]


@pytest.mark.parametrize("name", ["ThrottlingException", "ModelNotReadyException", "ServiceUnavailableException", "InternalServerException", "AccessDeniedException",
                                  "ResourceNotFoundException", "ModelTimeoutException", "ModelErrorException", "ValidationException"])
@pytest.mark.parametrize("operation", ["converse", "converse_stream"])
def test_exceptions_before_an_answer_are_raised_as_themselves(runtime, name, operation):
    with pytest.raises(getattr(runtime.exceptions, name)) as error:
        getattr(runtime, operation)(modelId=CHAT_MODEL, messages=user(f"[[simulate: exception {name}: as it was said]] x"))
    assert error.value.response["Error"] == {"Code": name, "Message": "as it was said"}


@pytest.mark.parametrize("name", ["internalServerException", "modelStreamErrorException", "validationException", "throttlingException", "serviceUnavailableException"])
@pytest.mark.parametrize("place", ["first", "mid", "last"])
def test_exceptions_inside_a_stream_are_raised(runtime, name, place):
    stream = runtime.converse_stream(modelId=CHAT_MODEL, messages=user(f"[[simulate: exception {name} {place}: broke]] hello"))["stream"]
    kinds = []
    with pytest.raises(botocore.exceptions.EventStreamError) as error:
        for event in stream:
            kinds += event
    assert error.value.response["Error"] == {"Code": name, "Message": "broke"}
    assert "messageStop" not in kinds and bool(kinds) == (place != "first")


@pytest.mark.parametrize("directive, raised", [
    ("reset", urllib3.exceptions.ProtocolError), ("bad-crc", botocore.eventstream.ChecksumMismatch), ("bad-prelude", botocore.eventstream.ChecksumMismatch),
])
def test_broken_streams_break(runtime, directive, raised):
    stream = runtime.converse_stream(modelId=CHAT_MODEL, messages=user(f"[[simulate: {directive}]] hello"))["stream"]
    with pytest.raises(raised):
        for _ in stream:
            pass


def test_a_cut_stream_ends_without_message_stop(runtime):
    _, stop, usage, kinds = collect(runtime.converse_stream(modelId=CHAT_MODEL, messages=user("[[simulate: cut]] hello"))["stream"])
    assert stop is None and usage is None and kinds[-1] == "contentBlockDelta"


def test_botocore_retries_a_throttle_and_succeeds(process):
    answer = client(process, "bedrock-runtime", retries=3).converse(modelId=CHAT_MODEL, messages=user("[[simulate: throttle 2 boto-retry]] x"))
    assert answer["ResponseMetadata"]["RetryAttempts"] == 2


def test_reasoning_signed_and_redacted(runtime):
    signed = runtime.converse(modelId=CHAT_MODEL, messages=user("[[simulate: reasoning]] x"))["output"]["message"]
    assert signed["content"][0]["reasoningContent"]["reasoningText"]["signature"]
    again = [*user("x"), signed, *user("go on")]
    assert runtime.converse(modelId=CHAT_MODEL, messages=again)["stopReason"] == "end_turn"
    redacted = runtime.converse(modelId=CHAT_MODEL, messages=user("[[simulate: reasoning redacted]] x"))["output"]["message"]["content"][0]
    assert isinstance(redacted["reasoningContent"]["redactedContent"], bytes)


def test_application_profile_arn_is_one_encoded_label(runtime, control):
    [arn, *_] = [p["inferenceProfileArn"] for p in control.list_inference_profiles(typeEquals="APPLICATION")["inferenceProfileSummaries"]]
    assert runtime.converse(modelId=arn, messages=user("x"))["stopReason"] == "end_turn"


def test_model_errors(runtime):
    with pytest.raises(runtime.exceptions.ValidationException, match="on-demand throughput isn’t supported"):
        runtime.converse(modelId="anthropic.claude-sonnet-4-6", messages=user("x"))
    with pytest.raises(runtime.exceptions.ValidationException, match="The provided model identifier is invalid."):
        runtime.converse(modelId="nobody.nothing-v9", messages=user("x"))
    with pytest.raises(runtime.exceptions.ResourceNotFoundException, match="end of its life"):
        runtime.converse(modelId="anthropic.claude-v2:1", messages=user("x"))


def test_wrong_secret(process):
    with pytest.raises(botocore.exceptions.ClientError) as error:
        client(process, "bedrock-runtime", secret="wrong").converse(modelId=CHAT_MODEL, messages=user("x"))
    assert error.value.response["Error"]["Code"] == "InvalidSignatureException"


@pytest.mark.parametrize("token, refused", [(TOKEN, None), ("wrong", "AccessDeniedException")])
def test_bearer_token(tls, monkeypatch, token, refused):
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", token)
    process, certificate = tls
    runtime = client(process, "bedrock-runtime", url=f"https://localhost:{process.port}", verify=certificate)
    if refused is None:
        assert runtime.converse(modelId=CHAT_MODEL, messages=user("x"))["stopReason"] == "end_turn"
        return
    with pytest.raises(botocore.exceptions.ClientError) as error:
        runtime.converse(modelId=CHAT_MODEL, messages=user("x"))
    assert error.value.response["Error"] == {"Code": refused, "Message": "Authentication failed: Please make sure your API Key is valid."}


def test_any_region_has_its_own_profiles(process):
    for region, profile in [("us-east-1", "us."), ("eu-central-1", "eu."), ("ap-northeast-1", "jp.")]:
        runtime = client(process, "bedrock-runtime", region=region)
        assert runtime.converse(modelId=profile + "anthropic.claude-sonnet-4-6", messages=user("x"))["stopReason"] == "end_turn"


def test_titan_embeddings(runtime):
    def embed(text, **more):
        answer = runtime.invoke_model(modelId="amazon.titan-embed-text-v2:0", body=json.dumps({"inputText": text, **more}))
        assert int(answer["ResponseMetadata"]["HTTPHeaders"]["x-amzn-bedrock-input-token-count"]) > 0
        return json.loads(answer["body"].read())["embedding"]

    for size in (256, 512, 1024):
        vector = embed("a cat on a mat", dimensions=size)
        assert len(vector) == size and math.isclose(sum(x * x for x in vector), 1, abs_tol=1e-4)
    assert embed("same") == embed("same")
    with pytest.raises(runtime.exceptions.ValidationException, match="Malformed input request"):
        embed(["two", "texts"])


def test_cohere_embeddings(runtime):
    answer = runtime.invoke_model(modelId="cohere.embed-multilingual-v3", body=json.dumps({"texts": ["a cat on a mat", "a cat on the mat", "quarterly revenue"], "input_type": "search_document"}))
    first, second, third = json.loads(answer["body"].read())["embeddings"]

    def near(a, b):
        return sum(x * y for x, y in zip(a, b))

    assert near(first, second) > 0.6 > 0.3 > near(first, third)


def test_control_plane(control):
    models = control.list_foundation_models()["modelSummaries"]
    assert {"amazon.titan-embed-text-v2:0", "anthropic.claude-sonnet-4-6"} <= {m["modelId"] for m in models}
    assert all(m["providerName"] == "Cohere" for m in control.list_foundation_models(byProvider="Cohere")["modelSummaries"])
    assert control.get_foundation_model(modelIdentifier="amazon.nova-lite-v1:0")["modelDetails"]["modelName"] == "Nova Lite"
    with pytest.raises(control.exceptions.ResourceNotFoundException):
        control.get_foundation_model(modelIdentifier="nobody.nothing-v9")


def test_paginator_sees_every_profile_once(control):
    everything = control.list_inference_profiles(maxResults=1000)["inferenceProfileSummaries"]
    pages = list(control.get_paginator("list_inference_profiles").paginate(PaginationConfig={"PageSize": 5}))
    paged = [p["inferenceProfileId"] for page in pages for p in page["inferenceProfileSummaries"]]
    assert len(pages) > 3 and paged == [p["inferenceProfileId"] for p in everything] and len(set(paged)) == len(paged)
    profile = control.get_inference_profile(inferenceProfileIdentifier=paged[0])
    assert profile["status"] == "ACTIVE" and profile["createdAt"].year == 2025
