"""Whatever comes in: a clear OpenAI-shaped 4xx that names the field where there is one, never a 5xx, never a hang, and the next
request on the same connection works."""
import http.client
import json

import jsonschema
import pytest

MODEL = "anthropic.claude-sonnet-4-6"
CHAT = "/v1/chat/completions"
AUTH = {"authorization": "Bearer test-key", "content-type": "application/json"}
GOOD = {"model": MODEL, "messages": [{"role": "user", "content": "hi"}]}
ERROR_SCHEMA = {
    "type": "object", "required": ["error"], "additionalProperties": False,
    "properties": {"error": {
        "type": "object", "required": ["message", "type", "param", "code"], "additionalProperties": False,
        "properties": {"message": {"type": "string", "minLength": 1}, "type": {"type": "string", "minLength": 1},
                       "param": {"type": ["string", "null"]}, "code": {"type": ["string", "null"]}}}}}


@pytest.fixture(scope="module")
def connection(gateway):
    connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=20)
    yield connection
    connection.close()


def call(connection, body, method="POST", path=CHAT, headers=None):
    connection.request(method, path, body=body, headers=AUTH if headers is None else headers)
    response = connection.getresponse()
    return response, response.read()


def good_request_works(connection):
    response, body = call(connection, json.dumps(GOOD))
    assert response.status == 200, body


def check_refused(connection, body, status=400, param=None, **more):
    response, answer = call(connection, body, **more)
    assert response.status == status, (response.status, answer[:300])
    assert response.headers["content-type"].startswith("application/json")
    assert response.headers["x-request-id"]
    error = json.loads(answer)
    jsonschema.validate(error, ERROR_SCHEMA)
    if param:
        assert error["error"]["param"] == param, error
    good_request_works(connection)
    return error["error"]


NOT_JSON = {
    "empty": b"", "white space": b"  \n", "not JSON": b"hello", "a number": b"1", "an array": b"[]", "a string": b'"x"', "null": b"null",
    "truncated": json.dumps(GOOD).encode()[:-5], "two documents": b"{}{}", "a trailing comma": b'{"model":"x",}', "single quotes": b"{'model':'x'}",
    "invalid UTF-8": b'{"model":"\xff\xfe","messages":[]}', "overlong UTF-8": b'{"model":"\xc0\xaf","messages":[]}',
    "a raw control character": b'{"model":"a\nb","messages":[]}', "a NUL byte": b'{"model":"a\0b","messages":[]}',
    "100,000 levels of arrays": b'{"model":"x","messages":' + b"[" * 100_000, "100,000 levels closed": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "100,000 levels of objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "NaN": b'{"model":"x","temperature":NaN}', "01": b'{"model":"x","max_tokens":01}',
}


@pytest.mark.parametrize("name", NOT_JSON)
def test_what_is_no_json_object(connection, name):
    error = check_refused(connection, NOT_JSON[name])
    assert "JSON" in error["message"]


def test_truncated_at_every_byte(connection):
    whole = json.dumps(GOOD).encode()
    for end in range(len(whole)):
        response, body = call(connection, whole[:end])
        assert response.status == 400, (end, body)
    good_request_works(connection)


FIELDS = ["model", "messages", "max_tokens", "max_completion_tokens", "temperature", "top_p", "stop", "stream", "stream_options", "n", "tools", "tool_choice",
          "parallel_tool_calls", "response_format", "reasoning_effort", "frequency_penalty", "presence_penalty", "logit_bias", "seed", "metadata", "user", "store",
          "logprobs", "top_logprobs", "service_tier", "modalities"]
WRONG = {"string": "x", "number": 1.5, "boolean": True, "array": [[]], "object": {"x": 1}}
RIGHT = {("model", "string"), ("temperature", "number"), ("stop", "string"), ("stream", "boolean"), ("parallel_tool_calls", "boolean"), ("store", "boolean"),
         ("user", "string"), ("frequency_penalty", "number"), ("presence_penalty", "number"), ("logit_bias", "object"), ("stream_options", "object")}


@pytest.mark.parametrize("field", FIELDS)
def test_wrong_type_of_every_field(connection, field):
    for kind, value in WRONG.items():
        if (field, kind) in RIGHT:
            continue
        body = dict(GOOD) | {field: value}
        response, answer = call(connection, json.dumps(body))
        if response.status == 200:
            # A hint whose value the answer does not depend on may be tolerated, but not without saying so.
            assert field in response.headers.get("x-gateway-warnings", ""), (field, kind)
            continue
        assert response.status == 400, (field, kind, answer)
        error = json.loads(answer)["error"]
        assert (error["param"] or "").startswith(field), (field, kind, error)
    good_request_works(connection)


@pytest.mark.parametrize("message,param", [
    ("x", "messages[0]"), ({}, "messages[0].role"), ({"role": "robot", "content": "x"}, "messages[0].role"), ({"role": 1, "content": "x"}, "messages[0].role"),
    ({"role": "user", "content": 5}, "messages[0].content"), ({"role": "user", "content": [5]}, "messages[0].content[0]"),
    ({"role": "user", "content": [{}]}, "messages[0].content[0].type"), ({"role": "user", "content": [{"type": "hologram"}]}, "messages[0].content[0].type"),
    ({"role": "user", "content": [{"type": "text"}]}, "messages[0].content[0].text"),
    ({"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,@@@@"}}]}, "messages[0].content[0].image_url.url"),
    ({"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,aGVsbG8gd29ybGQ="}}]}, "messages[0].content[0].image_url.url"),
    ({"role": "user", "content": [{"type": "image_url", "image_url": {}}]}, "messages[0].content[0].image_url.url"),
    ({"role": "tool", "content": "x"}, "messages[0].tool_call_id"),
    ({"role": "assistant", "tool_calls": "x"}, "messages[0].tool_calls"),
])
def test_bad_message_is_named(connection, message, param):
    check_refused(connection, json.dumps({"model": MODEL, "messages": [message]}), param=param)


@pytest.mark.parametrize("more,param", [
    ({"model": None}, "model"), ({"model": ""}, "model"), ({"messages": None}, "messages"), ({"messages": []}, "messages"), ({"temperature": 3}, "temperature"), ({"temperature": -1}, "temperature"),
    ({"top_p": 1.5}, "top_p"), ({"stop": ["a"] * 5}, "stop"), ({"n": 129}, "n"), ({"tools": [{"type": "function"}]}, "tools[0].function"), ({"tools": [{"type": "function", "function": {}}]}, "tools[0].function.name"),
    ({"tool_choice": "sometimes"}, "tool_choice"), ({"max_tokens": 1.5}, "max_tokens"), ({"max_tokens": 10**30}, "max_tokens"),
])
def test_bad_value_is_named(connection, more, param):
    error = check_refused(connection, json.dumps(GOOD | more))
    assert (error["param"] or "").startswith(param), error


def test_header_injection_through_the_model_name(connection):
    for name in ("x\r\nset-cookie: a=b", "x\nfoo: bar", "x\0y", "ä" * 300, "m" * 100_000, "../../etc/passwd", "a/../../model/other"):
        response, body = call(connection, json.dumps(GOOD | {"model": name}))
        assert 400 <= response.status < 500, (name[:20], response.status, body[:200])
        assert "set-cookie" not in response.headers and "foo" not in response.headers
        json.loads(body)
    good_request_works(connection)


def test_what_is_accepted(connection):
    accepted = {
        "a byte order mark": b"\xef\xbb\xbf" + json.dumps(GOOD).encode(),
        "a lone surrogate": json.dumps(GOOD).encode().replace(b'"hi"', rb'"\ud800 hi"'),
        "an escaped NUL": json.dumps(GOOD).encode().replace(b'"hi"', rb'"a\u0000b"'),
        "duplicate keys, the last wins": b'{"model":"nobody.nothing",' + json.dumps(GOOD).encode()[1:],
        "unknown fields": json.dumps(GOOD | {"what_is_this": {"deep": [1, {"x": None}]}}).encode(),
        "nulls": json.dumps(GOOD | {k: None for k in FIELDS if k not in ("model", "messages")}).encode(),
    }
    for name, body in accepted.items():
        response, answer = call(connection, body)
        assert response.status == 200, (name, answer)
    for content_type in ("text/plain", "application/json; charset=utf-8", None):
        headers = {"authorization": "Bearer test-key"} | ({"content-type": content_type} if content_type else {})
        response, answer = call(connection, json.dumps(GOOD), headers=headers)
        assert response.status == 200, (content_type, answer)


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", "Basic dGVzdC1rZXk=", "test-key", "Bearer wrong", "Bearer test-key extra", "bearer\ttest-key2", "Bearer " + "k" * 5000])
def test_bad_authorization(connection, authorization):
    headers = {"content-type": "application/json"} | ({"authorization": authorization} if authorization is not None else {})
    response, body = call(connection, json.dumps(GOOD), headers=headers)
    assert response.status == 401, body
    assert response.headers["www-authenticate"]
    error = json.loads(body)["error"]
    assert error["code"] == "invalid_api_key"
    assert "k" * 100 not in error["message"]
    good_request_works(connection)


@pytest.mark.parametrize("header", ["x-api-key", "api-key"])
def test_other_key_headers(connection, header):
    response, _ = call(connection, json.dumps(GOOD), headers={header: "test-key", "content-type": "application/json"})
    assert response.status == 200


def test_wrong_method_and_unknown_path(connection):
    response, body = call(connection, None, method="GET", path=CHAT)
    assert response.status == 405 and "POST" in response.headers["allow"] and json.loads(body)["error"]["code"] == "method_not_allowed"
    for path in ("/v1/nothing", "/nothing", "/v1/chat", "/v1/responses", "/v1/completions", "/v1/messages"):
        response, body = call(connection, json.dumps(GOOD), path=path)
        assert response.status == 404 and json.loads(body)["error"]["code"] == "unknown_url", path
    good_request_works(connection)


@pytest.mark.parametrize("path", ["/api/v1/chat/completions", "/v1/chat/completions/", "//v1//chat/completions", "/v1/chat/completions?x=1",
                                  "/openai/deployments/anthropic.claude-sonnet-4-6/chat/completions?api-version=2024-10-21"])
def test_path_forms(connection, path):
    response, body = call(connection, json.dumps(GOOD), path=path)
    assert response.status == 200, body


def test_oversized_head_is_431_and_oversized_body_413(gateway):
    connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=20)
    response, body = call(connection, json.dumps(GOOD), headers=AUTH | {"x-big": "b" * 40_000})
    assert response.status == 431 and json.loads(body)["error"]["message"]
    connection.close()
    connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=20)
    connection.putrequest("POST", CHAT)
    for name, value in AUTH.items():
        connection.putheader(name, value)
    connection.putheader("content-length", str(65 * 1024 * 1024))
    connection.endheaders()  # the declared length is enough to be refused
    response = connection.getresponse()
    assert response.status == 413 and json.loads(response.read())["error"]["code"] == "request_too_large"
    connection.close()


def test_twenty_megabytes_of_image_are_taken(connection):
    import base64
    import zlib

    from test_openai_chat import png

    noise = png(1, 1) + zlib.compress(b"\0") + bytes(range(256)) * 12_000  # bytes after IEND are ignored by decoders
    url = "data:image/png;base64," + base64.b64encode(noise).decode()
    body = {"model": MODEL, "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": url}}] * 5 + [{"type": "text", "text": "what?"}]}]}
    response, answer = call(connection, json.dumps(body))
    assert response.status == 200, answer[:300]


def test_connection_serves_on_after_a_stream(connection):
    for _ in range(5):
        response, body = call(connection, json.dumps(GOOD | {"stream": True}))
        assert response.status == 200 and body.endswith(b"data: [DONE]\n\n")
        assert not response.will_close
        socket = connection.sock
        good_request_works(connection)
        assert connection.sock is socket
