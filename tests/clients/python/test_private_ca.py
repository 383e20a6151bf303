"""The gateway in front of a separate `simulate` process over https with a private CA, as with a PrivateLink endpoint or a proxy."""
import os
import subprocess

import openai
import pytest
from conftest import Process


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ca")

    def run(*command):
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)

    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=private CA",
        "-addext", "basicConstraints=critical,CA:TRUE")
    run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    (folder / "san").write_text("subjectAltName=DNS:localhost\n")
    run("openssl", "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "san", "-out", "server.pem")
    return folder


@pytest.fixture(scope="module")
def tls_simulator(certificates):
    process = Process("simulate", "--port", "0", "--tls-certificate", str(certificates / "server.pem"), "--tls-key", str(certificates / "server.key"))
    yield process
    process.stop()


def gateway_for(simulator, **more):
    return Process("serve", "--port", "0", env={
        "API_KEY": "k", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": f"https://localhost:{simulator.port}"} | more)


def ask(gateway):
    with openai.OpenAI(base_url=gateway.url + "/v1", api_key="k", max_retries=0, timeout=20) as client:
        return client.chat.completions.create(model="anthropic.claude-sonnet-4-6", messages=[{"role": "user", "content": "hello over TLS"}])


def test_answers_when_the_ca_is_given(certificates, tls_simulator):
    gateway = gateway_for(tls_simulator, AWS_CA_BUNDLE=str(certificates / "ca.pem"))
    try:
        assert "hello over TLS" in ask(gateway).choices[0].message.content
    finally:
        gateway.stop()


def test_refuses_an_untrusted_server(tls_simulator):
    gateway = gateway_for(tls_simulator)
    try:
        with pytest.raises(openai.InternalServerError) as error:
            ask(gateway)
        assert error.value.status_code == 503
    finally:
        gateway.stop()


def test_a_ca_file_that_does_not_load_is_said_at_start(tls_simulator, tmp_path):
    (tmp_path / "broken.pem").write_text("no certificate here\n")
    binary = os.environ["GW_BINARY"]
    result = subprocess.run([binary, "serve", "--port", "0"], capture_output=True, text=True, timeout=20, env={
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "API_KEY": "k", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_REGION": "us-east-1",
        "AWS_CA_BUNDLE": str(tmp_path / "broken.pem")})
    assert result.returncode == 2
    assert "broken.pem" in result.stderr
