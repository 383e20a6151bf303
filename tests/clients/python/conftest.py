"""Starts the real binary as a user would and hands out its address. GW_BINARY names the binary."""
import os
import re
import signal
import subprocess
import threading
import time

import pytest

BINARY = os.environ.get("GW_BINARY", "")


class Process:
    """One bedrock-gateway process; its output is kept, its port read from the start line."""

    def __init__(self, *arguments: str, env: dict | None = None):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
        self.process = subprocess.Popen([BINARY, *arguments], env=clean | (env or {}), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines: list[str] = []
        self.port = 0
        self._ready = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()
        if not self._ready.wait(20) or not self.port:
            self.stop()
            raise RuntimeError("did not start:\n" + "".join(self.lines))

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)
            match = re.search(r"https?://[\w.\[\]:-]*?:(\d+)", line)
            if match and not self.port:
                self.port = int(match.group(1))
                self._ready.set()
        self._ready.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def output(self) -> str:
        return "".join(self.lines)

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        return self.process.returncode


def eventually(condition, seconds: float = 5.0):
    """Waits for `condition()` to be true; for effects in another process that have no event to wait for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError("did not happen in time")


@pytest.fixture(scope="session")
def gateway():
    """The gateway in front of the local Bedrock, with the key `test-key`."""
    process = Process("serve", "--local", "--host", "127.0.0.1", "--port", "0", env={"API_KEY": "test-key"})
    yield process
    process.stop()


@pytest.fixture(scope="session")
def simulator():
    """The local Bedrock alone."""
    process = Process("simulate", "--port", "0")
    yield process
    process.stop()


@pytest.fixture(scope="session")
def client(gateway):
    from openai import OpenAI

    with OpenAI(base_url=gateway.url + "/v1", api_key="test-key", max_retries=0, timeout=30) as openai:
        yield openai
