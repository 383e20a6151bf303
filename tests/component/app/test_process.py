"""The real binary as a process: how it starts, refuses to start, and ends."""
import http.client
import json
import os
import re
import signal
import socket
import subprocess

import pytest
from running_gateway import TIMEOUT, Running, clean_environment, run_to_the_end

CHAT = "/v1/chat/completions"
KEY = {"authorization": "Bearer bedrock"}


@pytest.fixture
def env(tmp_path):
    return clean_environment(tmp_path)


def chat_body(text, **more):
    return json.dumps({"model": "anthropic.claude-sonnet-4-6", "messages": [{"role": "user", "content": text}]} | more)


def ask(gateway, method="GET", path="/health", body=None, headers=KEY):
    connection = http.client.HTTPConnection(gateway.host, gateway.port, timeout=TIMEOUT)
    connection.request(method, path, body=body, headers=headers)
    response = connection.getresponse()
    answer = response.read()
    connection.close()
    return response, answer


def open_stream(gateway, text):
    """A streamed chat whose first event has arrived."""
    connection = http.client.HTTPConnection(gateway.host, gateway.port, timeout=TIMEOUT)
    connection.request("POST", CHAT, body=chat_body(text, stream=True), headers=KEY)
    response = connection.getresponse()
    assert response.status == 200
    assert response.readline().startswith(b"data: ")
    return response


# Starting


def test_says_where_it_listens_what_it_talks_to_and_which_key_holds(env):
    with Running("serve", "--local", "--port", "0", env=env) as gateway:
        assert ask(gateway)[0].status == 200
        gateway.wait_for(gateway.lines, "local simulation")
        gateway.wait_for(gateway.lines, 'default, "bedrock"')


def test_answers_through_the_local_bedrock_and_says_so(env):
    with Running("serve", "--local", "--port", "0", env=env) as gateway:
        response, body = ask(gateway, "POST", CHAT, chat_body("hello there"))
        assert response.status == 200, body
        assert response.headers["x-gateway-upstream"] == "local-simulation"
        assert "hello there" in json.loads(body)["choices"][0]["message"]["content"]


def test_auto_takes_aws_where_there_is_a_trace_of_it(env):
    keys = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "x", "AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": "http://127.0.0.1:1"}
    with Running("serve", "--auto", "--port", "0", env=env | keys) as gateway:
        gateway.wait_for(gateway.lines, "Amazon Bedrock in eu-west-1.*environment")
        assert "x-gateway-upstream" not in ask(gateway)[0].headers


def test_auto_simulates_where_there_is_none_and_prints_a_line_to_paste(env):
    with Running("serve", "--auto", "--port", "0", env=env) as gateway:
        line = gateway.wait_for(gateway.lines, r"^curl .*$").group(0)
        result = subprocess.run(["bash", "-c", line.replace("curl", "curl -sS --max-time 10", 1)], capture_output=True, text=True, timeout=TIMEOUT)
        assert '"chat.completion"' in result.stdout, result.stdout + result.stderr


def test_serves_health_and_clear_errors_without_reaching_aws(env):
    keys = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "x", "AWS_ENDPOINT_URL": "http://127.0.0.1:1", "RETRY_BUDGET_SECONDS": "0"}
    with Running("serve", "--port", "0", env=env | keys) as gateway:
        assert ask(gateway)[0].status == 200
        response, body = ask(gateway, "POST", CHAT, chat_body("x"))
        assert response.status == 503
        assert set(json.loads(body)["error"]) == {"message", "type", "param", "code"}


def test_is_ready_once_it_has_credentials(env):
    with Running("serve", "--local", "--port", "0", env=env) as gateway:
        gateway.wait_for(gateway.lines, "listens on")
        assert ask(gateway, "POST", CHAT, chat_body("x"))[0].status == 200
        assert ask(gateway, path="/ready", headers={})[0].status == 200


def test_takes_a_flag_before_the_environment_before_the_file(env, tmp_path):
    (tmp_path / "gateway.yaml").write_text("port: 0\nthreads: 1\napi_key: from-file\n")
    more = {"GATEWAY_CONFIG": str(tmp_path / "gateway.yaml"), "API_KEY": "from-environment", "PORT": "1"}
    with Running("serve", "--local", "--port=0", env=env | more) as gateway:
        gateway.wait_for(gateway.lines, "with 1 thread$")
        assert ask(gateway, path="/v1/models", headers={"x-api-key": "from-environment"})[0].status == 200
        assert ask(gateway, path="/v1/models", headers={"x-api-key": "from-file"})[0].status == 401


def test_listens_on_ipv6(env):
    if not socket.has_ipv6 or not os.path.exists("/proc/net/if_inet6"):
        pytest.skip("no IPv6 here")
    with Running("serve", "--local", "--port", "0", "--host", "::1", env=env) as gateway:
        assert gateway.host == "::1"
        assert ask(gateway)[0].status == 200


# Refusing to start: one line on stderr, exit 2


def check_refused(result, said):
    assert result.returncode == 2, (result.returncode, result.stderr)
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert re.search(said, result.stderr), result.stderr


@pytest.mark.parametrize("arguments,more,said", [
    (["--prot", "1"], {}, "unknown flag '--prot'"),
    (["serv"], {}, "unexpected argument 'serv'"),
    (["serve", "--local", "--port", "8000x"], {}, "--port must be a whole number"),
    (["serve", "--local"], {"PORT": "8000x"}, "PORT must be a whole number"),
    (["serve", "--local"], {"UPSTREAM_IDLE_TIMEOUT_SECONDS": "-1"}, "UPSTREAM_IDLE_TIMEOUT_SECONDS must be"),
    (["serve", "--local", "--host", "0.0.0.0"], {}, "no API key is configured and HOST=0.0.0.0"),
    (["serve", "--local"], {"API_KEY_PARAM_NAME": "/key"}, "API_KEY_PARAM_NAME is set, but is not built yet"),
    (["serve", "--local"], {"API_KEY_SECRET_ARN": "arn:x"}, "API_KEY_SECRET_ARN is set, but is not built yet"),
    (["serve", "--local"], {"ENABLE_PROMPT_CACHING": "true"}, "ENABLE_PROMPT_CACHING asks for prompt caching"),
    (["serve", "--local", "--config", "/no/such/file.yaml"], {}, "/no/such/file.yaml"),
    (["serve"], {}, "no AWS credentials"),
    (["serve"], {"AWS_PROFILE": "nobody"}, "nobody"),
    (["serve", "--auto"], {"AWS_PROFILE": "nobody"}, "nobody"),
    (["serve"], {"AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/x"}, "AWS_WEB_IDENTITY_TOKEN_FILE|web identity"),
    (["serve"], {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"}, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI|container"),
    (["serve"], {"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "no region!"}, "region"),
    (["serve"], {"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "b", "AWS_ENDPOINT_URL": "ftp://x"}, "ftp://x"),
    (["serve"], {"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "b", "AWS_CA_BUNDLE": "/no/such.pem"}, "/no/such.pem"),
    (["simulate", "--port", "x"], {}, "--port must be a whole number"),
    (["simulate", "--tls-key", "x"], {}, "go together"),
    (["simulate", "--debug"], {}, "simulate has no flag '--debug'"),
])
def test_refuses_to_start(env, arguments, more, said):
    check_refused(run_to_the_end(arguments, env | more), said)


@pytest.mark.parametrize("text,said", [
    ("prot: 1\n", r"gateway.yaml:1: unknown setting 'prot'"),
    ("port: 1\nport: 2\n", r"gateway.yaml:2: 'port' is given twice"),
    ("port: [\n", r"gateway.yaml:\d+: "),
    ("port: many\n", "PORT must be a whole number"),
])
def test_refuses_a_broken_file(env, tmp_path, text, said):
    file = tmp_path / "gateway.yaml"
    file.write_text(text)
    check_refused(run_to_the_end(["serve", "--local", "--config", str(file)], env), said)


def test_refuses_a_port_that_is_in_use(env):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        check_refused(run_to_the_end(["serve", "--local", "--port", str(taken.getsockname()[1])], env), "in use")


def test_refuses_the_port_of_another_gateway(env):
    with Running("serve", "--local", "--port", "0", env=env) as gateway:
        check_refused(run_to_the_end(["serve", "--local", "--port", str(gateway.port)], env), "in use")
        assert ask(gateway)[0].status == 200


def test_help_and_version(env):
    help_text = run_to_the_end(["--help"], env)
    assert help_text.returncode == 0 and "--keep-alive-seconds" in help_text.stdout
    version = run_to_the_end(["--version"], env)
    assert version.returncode == 0 and re.fullmatch(r"bedrock-gateway \d+\.\d+\.\d+ \(\w+\)\n", version.stdout)


# Ending


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ends_cleanly_when_it_is_idle(env, number):
    with Running("serve", "--local", "--port", "0", env=env) as gateway:
        idle = http.client.HTTPConnection(gateway.host, gateway.port, timeout=TIMEOUT)
        idle.request("GET", "/health")
        assert idle.getresponse().read()
        gateway.send(number)
        assert gateway.wait() == 0
        assert idle.sock.recv(1) == b""


def test_finishes_a_stream_that_runs_and_takes_no_new_connection(env):
    with Running("serve", "--local", "--port", "0", env=env) as gateway:
        stream = open_stream(gateway, "[[simulate: slow 20]] hello")
        gateway.send(signal.SIGTERM)
        rest = stream.read()
        assert rest.endswith(b"data: [DONE]\n\n")
        assert gateway.wait() == 0
        with pytest.raises(ConnectionRefusedError):
            ask(gateway)


def test_breaks_a_stream_off_with_an_error_event_when_the_grace_is_over(env):
    with Running("serve", "--local", "--port", "0", env=env | {"SHUTDOWN_GRACE_SECONDS": "1"}) as gateway:
        stream = open_stream(gateway, "[[simulate: stall 60 mid]] hello")
        gateway.send(signal.SIGTERM)
        rest = stream.read()
        assert b"[DONE]" not in rest and b'"finish_reason":"stop"' not in rest
        last = rest.strip().splitlines()[-1]
        assert json.loads(last.removeprefix(b"data: "))["error"]["message"]
        assert gateway.wait() == 0


def test_answers_503_to_a_request_that_waits_when_the_grace_is_over(env):
    with Running("serve", "--local", "--port", "0", env=env | {"SHUTDOWN_GRACE_SECONDS": "1"}) as gateway:
        body = chat_body("[[simulate: stall 60]] hello")
        connection = socket.create_connection((gateway.host, gateway.port), timeout=TIMEOUT)
        connection.sendall(f"POST {CHAT} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer bedrock\r\nexpect: 100-continue\r\n"
                           f"content-length: {len(body)}\r\n\r\n".encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")  # from here on the request runs
        connection.sendall(body.encode())
        gateway.send(signal.SIGTERM)
        response = http.client.HTTPResponse(connection)
        response.begin()
        assert response.status == 503
        assert json.loads(response.read())["error"]["message"]
        assert gateway.wait() == 0
        connection.close()


def test_ends_at_once_at_the_second_signal(env):
    with Running("serve", "--local", "--port", "0", env=env | {"SHUTDOWN_GRACE_SECONDS": "600"}) as gateway:
        stream = open_stream(gateway, "[[simulate: stall 60 mid]] hello")
        gateway.send(signal.SIGTERM)
        # The first signal has arrived once nobody listens any more.
        while True:
            try:
                socket.create_connection((gateway.host, gateway.port), timeout=TIMEOUT).close()
            except ConnectionError:
                break
        gateway.send(signal.SIGTERM)
        assert gateway.wait() == 128 + signal.SIGTERM
        stream.close()


# Output


def test_logs_one_json_line_a_request_without_prompt_answer_or_key(env):
    with Running("serve", "--local", "--port", "0", env=env | {"API_KEY": "sk-secret-key"}) as gateway:
        ask(gateway, "POST", CHAT + "?api_key=sk-secret-key", chat_body("the prompt is private"), {"authorization": "Bearer sk-secret-key"})
        ask(gateway, "POST", CHAT, chat_body("the prompt is private"), {"authorization": "Bearer sk-wrong-key-123"})
        gateway.wait_for(gateway.log, '"status":401')
        gateway.wait_for(gateway.log, '"status":200')
    lines = sorted((json.loads(line) for line in gateway.log), key=lambda line: line["status"])
    assert [line["status"] for line in lines] == [200, 401]
    assert lines[0]["route"] == "chat_completions" and lines[0]["prompt_tokens"] > 0 and lines[0]["upstream_request_id"]
    everything = "".join(gateway.log) + "".join(gateway.lines)
    assert "private" not in everything and "sk-secret" not in everything and "sk-wrong" not in everything


def test_serves_with_stdout_closed(env):
    with Running("serve", "--local", "--port", "0", env=env, stdout=None, preexec_fn=lambda: os.close(1)) as gateway:
        for _ in range(3):
            assert ask(gateway, "POST", CHAT, chat_body("hello"))[0].status == 200


def test_serves_when_nobody_reads_its_log(env):
    reader, writer = os.pipe()
    with Running("serve", "--local", "--port", "0", "--debug", env=env, stdout=writer) as gateway:
        os.close(writer)
        connection = http.client.HTTPConnection(gateway.host, gateway.port, timeout=TIMEOUT)
        for _ in range(600):  # more lines than a pipe holds
            connection.request("GET", "/health?" + "x" * 300)
            assert connection.getresponse().read()
        lost = re.search(rb"lost_log_lines_total (\d+)", ask(gateway, path="/metrics")[1])
        assert int(lost.group(1)) > 0
        os.close(reader)
        assert ask(gateway)[0].status == 200


def test_counts_requests_and_tokens(env):
    with Running("serve", "--local", "--port", "0", env=env) as gateway:
        for _ in range(3):
            ask(gateway, "POST", CHAT, chat_body("hello", stream=True))
        ask(gateway, "POST", CHAT, '{"model": "nobody.nothing", "messages": [{"role": "user", "content": "x"}]}')
        text = ask(gateway, path="/metrics")[1].decode()
    assert 'bedrock_gateway_requests_total{route="chat_completions",status="200"} 3' in text
    assert re.search(r'bedrock_gateway_tokens_total\{model="[\w.:-]*claude-sonnet-4-6[\w.:-]*",kind="completion"\} [1-9]', text)
    assert "nobody.nothing" not in text
    assert "bedrock_gateway_open_streams 0" in text
    assert "bedrock_gateway_build_info{" in text


# The default key


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"host": "rebound.evil.example"}])
def test_default_key_serves_no_foreign_page(env, headers):
    with Running("serve", "--local", "--port", "0", env=env) as gateway:
        response, body = ask(gateway, "POST", CHAT, chat_body("x"), KEY | headers)
        assert response.status == 403 and json.loads(body)["error"]["message"]
        assert "access-control-allow-origin" not in response.headers


def test_own_key_serves_pages_of_all_origins(env):
    with Running("serve", "--local", "--port", "0", env=env | {"API_KEY": "k"}) as gateway:
        headers = {"authorization": "Bearer k", "origin": "https://app.example", "host": "gateway.example"}
        for body in (chat_body("x"), chat_body("x", stream=True)):
            response, _ = ask(gateway, "POST", CHAT, body, headers)
            assert response.status == 200
            assert response.headers["access-control-allow-origin"] == "*"
            assert "access-control-allow-credentials" not in response.headers


# check


def test_check_tries_credentials_and_shows_what_is_in_force(env):
    with Running("simulate", "--port", "0", env=env) as simulator:
        keys = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{simulator.port}", "API_KEY": "sk-secret"}
        result = run_to_the_end(["check", "--keep-alive-seconds", "80"], env | keys)
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"KEEP_ALIVE_SECONDS +80 +flag", result.stdout)
    assert re.search(r"API_KEY +\*\*\* +environment", result.stdout)
    assert re.search(r"ListFoundationModels: [1-9]\d* models", result.stdout)
    assert "sk-secret" not in result.stdout


def test_check_fails_with_keys_that_are_refused(env):
    with Running("simulate", "--port", "0", env=env) as simulator:
        keys = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "wrong", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{simulator.port}"}
        result = run_to_the_end(["check"], env | keys)
    assert result.returncode == 1
    assert "ListFoundationModels: failed" in result.stdout


def test_simulate_ends_at_a_signal(env):
    with Running("simulate", "--port", "0", env=env) as simulator:
        simulator.send(signal.SIGTERM)
        assert simulator.wait() == 0
