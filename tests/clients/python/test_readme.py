"""The curl and Python lines of the README work as they are printed: only the port differs."""
import os
import pathlib
import re
import subprocess
import sys

import pytest
from conftest import Process

README = (pathlib.Path(__file__).resolve().parents[3] / "README.md").read_text()
CURL = [block for block in re.findall(r"```sh\n(.*?)```", README, re.S) if block.startswith("curl")]
PYTHON = re.findall(r"```python\n(.*?)```", README, re.S)


@pytest.fixture(scope="module")
def default_gateway():
    process = Process("serve", "--auto", "--port", "0")
    yield process
    process.stop()


def test_readme_has_examples():
    assert len(CURL) >= 4 and len(PYTHON) >= 1


@pytest.mark.parametrize("number", range(len(CURL)))
def test_curl_line(default_gateway, number):
    line = CURL[number].replace("localhost:8000", f"localhost:{default_gateway.port}")
    result = subprocess.run(["bash", "-c", line.replace("curl ", "curl -sS -i --max-time 20 ", 1)], capture_output=True, text=True, timeout=30)
    assert result.returncode == 0, result.stderr
    head, body = result.stdout.split("\n\n", 1)
    assert " 200 " in head.splitlines()[0], result.stdout
    assert "x-gateway-upstream: local-simulation" in head.lower()
    assert "data: [DONE]" in body if '"stream": true' in line else body.startswith("{")


@pytest.mark.parametrize("number", range(len(PYTHON)))
def test_python_example(default_gateway, number):
    code = PYTHON[number].replace("localhost:8000", f"localhost:{default_gateway.port}")
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert result.returncode == 0 and result.stdout.strip(), result.stderr


def test_start_lines_say_the_upstream_and_a_curl_line_that_works(default_gateway):
    output = default_gateway.output()
    assert "local" in output.lower()
    [line] = re.findall(r"^\s*(curl .*)$", output, re.M)[:1]
    result = subprocess.run(["bash", "-c", line.replace("curl ", "curl -sS --max-time 20 ", 1)], capture_output=True, text=True, timeout=30)
    assert '"chat.completion"' in result.stdout, result.stdout + result.stderr


def test_settings_table_is_what_help_says():
    """Names and defaults of the README's table are those of `--help`, none missing, none too many."""
    help_text = subprocess.run([os.environ["GW_BINARY"], "--help"], capture_output=True, text=True, timeout=20).stdout
    from_help = {}
    for name, text in re.findall(r"^  --([a-z0-9-]+) \S+\s+(.*)$", help_text, re.M):
        default = re.search(r" \[(.*)\]$", text)
        from_help[name.upper().replace("-", "_")] = default.group(1) if default else ""
    from_readme = {name: default.strip("`") for name, default in re.findall(r"^\| ([A-Z0-9_]{3,}) \| (.*?) \|", README, re.M)}
    assert from_readme == from_help
