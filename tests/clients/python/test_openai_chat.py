"""openai-python, unmodified, as a user drives it."""
import base64
import json
import struct
import zlib

import openai
import pytest

MODEL = "anthropic.claude-sonnet-4-6"
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Weather of a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff\0\0" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def test_plain_answer_has_text_usage_and_the_requested_model(client):
    answer = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "Say hello to Zanzibar"}])
    assert answer.model == MODEL
    assert "Zanzibar" in answer.choices[0].message.content
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0
    assert answer._request_id


def test_stream_gives_the_same_text_as_the_plain_answer(client):
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Say hello to Zanzibar, ünïcödé 🎉 included"}]
    plain = client.chat.completions.create(model=MODEL, messages=messages)
    chunks = list(client.chat.completions.create(model=MODEL, messages=messages, stream=True, stream_options={"include_usage": True}))
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == plain.choices[0].message.content
    assert len({(c.id, c.created, c.model) for c in chunks}) == 1
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [c.choices[0].finish_reason for c in chunks if c.choices and c.choices[0].finish_reason] == ["stop"]
    assert chunks[-1].choices == [] and chunks[-1].usage.total_tokens == plain.usage.total_tokens


def test_stream_without_include_usage_has_no_usage(client):
    chunks = list(client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "hi"}], stream=True))
    assert all(c.usage is None and c.choices for c in chunks)


@pytest.mark.parametrize("stream", [False, True])
def test_tool_round_trip(client, stream):
    messages = [{"role": "user", "content": "What is the weather in Paris? Use the tool."}]
    if stream:
        with client.chat.completions.stream(model=MODEL, messages=messages, tools=[WEATHER]) as events:
            for _ in events:
                pass
            first = events.get_final_completion()
    else:
        first = client.chat.completions.create(model=MODEL, messages=messages, tools=[WEATHER])
    assert first.choices[0].finish_reason == "tool_calls"
    [call] = first.choices[0].message.tool_calls
    assert call.function.name == "get_weather"
    assert json.loads(call.function.arguments)["city"] == "Paris"
    messages += [first.choices[0].message.model_dump(exclude_none=True), {"role": "tool", "tool_call_id": call.id, "content": "17 degrees and drizzle"}]
    second = client.chat.completions.create(model=MODEL, messages=messages, tools=[WEATHER])
    assert second.choices[0].finish_reason == "stop"
    assert "17 degrees and drizzle" in second.choices[0].message.content


def test_tool_name_outside_bedrocks_charset_comes_back_unchanged(client):
    tool = {"type": "function", "function": {"name": "mcp.server/weather tool", "parameters": {"type": "object", "properties": {}}}}
    answer = client.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": "go"}], tools=[tool],
        tool_choice={"type": "function", "function": {"name": "mcp.server/weather tool"}})
    assert answer.choices[0].message.tool_calls[0].function.name == "mcp.server/weather tool"


def test_image_by_data_url_arrives_with_its_real_type(client):
    url = "data:image/jpeg;base64," + base64.b64encode(png()).decode()  # labelled wrongly on purpose
    answer = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": [
        {"type": "text", "text": "What is in this picture?"}, {"type": "image_url", "image_url": {"url": url}}]}])
    assert "png" in answer.choices[0].message.content


def test_max_tokens_gives_length_and_stop_gives_stop(client):
    short = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "tell me a lot"}], max_completion_tokens=3)
    assert short.choices[0].finish_reason == "length"
    stopped = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "count: alpha beta gamma"}], stop=["beta"])
    assert stopped.choices[0].finish_reason == "stop" and "beta" not in stopped.choices[0].message.content


def test_wrong_key_is_an_authentication_error(gateway):
    with openai.OpenAI(base_url=gateway.url + "/v1", api_key="sk-wrong", max_retries=0) as wrong, pytest.raises(openai.AuthenticationError) as error:
        wrong.models.list()
    assert error.value.code == "invalid_api_key" and "sk-wrong" not in str(error.value)


def test_unknown_model_is_not_found(client):
    with pytest.raises(openai.NotFoundError) as error:
        client.chat.completions.create(model="nobody.nothing-v9", messages=[{"role": "user", "content": "x"}])
    assert error.value.code == "model_not_found"


def test_unsupported_parameter_is_named(client):
    with pytest.raises(openai.BadRequestError) as error:
        client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "x"}], logprobs=True)
    assert error.value.code == "unsupported_parameter" and error.value.param == "logprobs"


def test_throttled_stream_keeps_its_status_and_is_retried_by_the_sdk(gateway):
    with openai.OpenAI(base_url=gateway.url + "/v1", api_key="test-key", max_retries=0) as client, pytest.raises(openai.RateLimitError) as error:
        client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "[[simulate: throttle 50 py-1]] hi"}], stream=True)
    assert error.value.code == "rate_limit_exceeded"
    assert int(error.value.response.headers["retry-after"]) >= 1


def test_stream_that_fails_raises_and_never_looks_finished(client):
    text, finish = "", []
    with pytest.raises(openai.APIError):
        for chunk in client.chat.completions.create(
                model=MODEL, messages=[{"role": "user", "content": "[[simulate: exception modelStreamErrorException mid]] hello"}], stream=True):
            text += chunk.choices[0].delta.content or ""
            finish.append(chunk.choices[0].finish_reason)
    assert not any(finish)


def test_models_are_listed_and_found_one_by_one(client):
    models = client.models.list().data
    assert any(m.id == MODEL or m.id.endswith(MODEL) for m in models)
    for model in models:
        assert client.models.retrieve(model.id).id == model.id


@pytest.mark.parametrize("model", ["amazon.titan-embed-text-v2:0", "cohere.embed-multilingual-v3"])
def test_embeddings_default_encoding_and_float_agree(client, model):
    texts = ["a cat on a mat", "a cat on the mat", "quarterly revenue"]
    encoded = client.embeddings.create(model=model, input=texts)  # the SDK asks for base64
    plain = client.embeddings.create(model=model, input=texts, encoding_format="float")
    for a, b in zip(encoded.data, plain.data):
        assert a.embedding == pytest.approx(b.embedding, abs=1e-6)

    def near(i, j):
        return sum(x * y for x, y in zip(plain.data[i].embedding, plain.data[j].embedding))

    assert near(0, 1) > near(0, 2)
    assert plain.usage.prompt_tokens > 0
