"""The text checks must be able to fail: each forbidden form is found, each allowed one is not."""
import pathlib
import subprocess
import sys

import pytest

SCRIPTS = pathlib.Path(__file__).resolve().parents[3] / "scripts"

FORBIDDEN = [
    "if (!co_await g(1)) co_return 3;",
    "while (co_await g(1)) { f(); }",
    "switch (co_await g(1)) { default: break; }",
    "if (auto r = co_await m(); r) f();",
    "for (auto x : co_await m()) f(x);",
    "auto x = c ? co_await a() : b;",
    "auto x = a && co_await b();",
    "auto x = co_await h(S{.a = 1});",
    "auto x = co_await h({x, 5});",
    "auto x = co_await responder.begin_stream(ResponseHead{});",
    "auto x = S{co_await g()};",
    "auto x = co_await h([v] { return v; });",
    "EXPECT_EQ(co_await g(), 1);",
]
ALLOWED = [
    "bool ok = co_await g(); if (!ok) co_return 1;",
    "auto [ec, n] = co_await socket.async_read_some(buffer, token);",
    "auto x = co_await h(std::move(named), std::string(\"a\"));",
    "for (;;) { auto r = co_await next(); if (!r) co_return 1; }",
    "if (sent) co_await linger();",
    "while (going()) going = co_await step(f(1));",
    "// if (co_await g())\nco_await g();",
]


def run(script: str, root: pathlib.Path) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, str(SCRIPTS / script), str(root)], capture_output=True, text=True, timeout=60)


def tree(root: pathlib.Path, path: str, text: str) -> pathlib.Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return root


@pytest.mark.parametrize("form", FORBIDDEN)
def test_coroutine_check_finds(form, tmp_path):
    result = run("check_coroutines.py", tree(tmp_path, "src/net/a.cpp", f"Task<int> f() {{\n  {form}\n}}\n"))
    assert result.returncode == 1
    assert "src/net/a.cpp:2:" in result.stdout


@pytest.mark.parametrize("form", ALLOWED)
def test_coroutine_check_lets_pass(form, tmp_path):
    result = run("check_coroutines.py", tree(tmp_path, "src/net/a.cpp", f"Task<int> f() {{\n  {form}\n}}\n"))
    assert result.returncode == 0, result.stdout


BREACHES = [
    ("src/codec/a.cpp", '#include "net/task.hpp"\n', "codec may not include net"),
    ("src/openai/a.cpp", '#include "bedrock/x.hpp"\n', "openai may not include bedrock"),
    ("src/translate/a.cpp", "#include <boost/asio/post.hpp>\n", "never name Asio"),
    ("src/aws/a.cpp", "auto t = std::chrono::system_clock::now();\n", "never read a clock"),
    ("src/codec/a.cpp", 'auto e = std::getenv("X");\n', "never read the environment"),
    ("src/gateway/policy/a.cpp", "#include <spdlog/spdlog.h>\n", "never log"),
    ("src/upstream/a.cpp", "boost::beast::flat_buffer b;\n", "Beast's types do not leave net/"),
    ("src/net/a.cpp", 'auto e = getenv("X");\n', "only app/ reads the environment"),
    ("src/simulator/a.cpp", '#include "models/capabilities.hpp"\n', "may include only models/model_id.hpp"),
    ("src/codec/a.cpp", '#include "../base/error.hpp"\n', "never relative"),
    ("src/strange/a.cpp", "\n", "not in the table"),
]


@pytest.mark.parametrize("path,text,rule", BREACHES)
def test_layer_check_finds(path, text, rule, tmp_path):
    for header in ("net/task.hpp", "bedrock/x.hpp", "models/capabilities.hpp", "base/error.hpp"):
        tree(tmp_path, "src/" + header, "#pragma once\n")
    result = run("check_layers.py", tree(tmp_path, path, text))
    assert result.returncode == 1
    assert f"{path}:1: " in result.stdout and rule in result.stdout


def test_layer_check_finds_a_link_that_the_table_forbids(tmp_path):
    tree(tmp_path, "src/codec/a.cpp", "\n")
    result = run("check_layers.py", tree(tmp_path, "src/codec/CMakeLists.txt", "gw_layer(codec SOURCES a.cpp LINK gw_net)\n"))
    assert result.returncode == 1 and "codec may not link gw_net" in result.stdout
