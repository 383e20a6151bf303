"""Starts the real binary, reads its port from the start line and keeps what it prints. GW_BINARY names the binary."""
import os
import re
import signal
import subprocess
import threading
import time

BINARY = os.environ.get("GW_BINARY", "")
TIMEOUT = 20


def clean_environment(home, **more):
    """Nothing of the caller's AWS set-up or settings: only what the test says."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "AWS_EC2_METADATA_DISABLED": "true"} | more


def run_to_the_end(arguments, env, **more):
    return subprocess.run([BINARY, *arguments], env=env, capture_output=True, text=True, timeout=TIMEOUT, **more)


class Running:
    """One process. `lines` holds stderr; stdout goes where `stdout` says and is kept in `log` if that is a pipe of ours."""

    def __init__(self, *arguments, env, stdout=subprocess.PIPE, preexec_fn=None):
        self.process = subprocess.Popen([BINARY, *arguments], env=env, stdout=stdout, stderr=subprocess.PIPE, text=True, preexec_fn=preexec_fn)
        self.lines, self.log = [], []
        self._changed = threading.Condition()
        self._follow(self.process.stderr, self.lines)
        if stdout == subprocess.PIPE:
            self._follow(self.process.stdout, self.log)
        match = self.wait_for(self.lines, r"https?://([\w.\[\]:-]+):(\d+)")
        self.host, self.port = match.group(1).strip("[]"), int(match.group(2))

    def _follow(self, stream, lines):
        def read():
            for line in stream:
                with self._changed:
                    lines.append(line)
                    self._changed.notify_all()
            with self._changed:
                self._changed.notify_all()

        threading.Thread(target=read, daemon=True).start()

    def wait_for(self, lines, pattern):
        """The first match of `pattern` in one of `lines`, also in those still to come."""
        deadline = time.monotonic() + TIMEOUT
        with self._changed:
            while True:
                for line in lines:
                    if match := re.search(pattern, line):
                        return match
                if self.process.poll() is not None or not self._changed.wait(min(0.2, max(deadline - time.monotonic(), 0))):
                    if self.process.poll() is not None or time.monotonic() > deadline:
                        raise AssertionError(f"no {pattern!r} (exit {self.process.poll()}) in:\n" + "".join(lines))

    def send(self, number):
        self.process.send_signal(number)

    def wait(self):
        return self.process.wait(TIMEOUT)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.send(signal.SIGTERM)
            try:
                self.wait()
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise
