#!/usr/bin/env python3
"""The forms of co_await that g++ 12 miscompiles (docs/coroutines.md), as far as a text check can see them: file:line and the rule."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

RULES = [
    (re.compile(r"\?[^;]*\bco_await\b|\bco_await\b[^;]*\?[^;:]*:(?!:)"), "no co_await in a conditional expression"),
    (re.compile(r"(&&|\|\|)[^;]*\bco_await\b|\bco_await\b[^;]*(&&|\|\|)"), "no co_await beside && or ||"),
    (re.compile(r"\bco_await\b[^;]*[({,]\s*\[[^\]]*[\w&=][^\]]*\]\s*[({]"), "no capturing lambda inside a co_await expression: name it, then move it"),
    (re.compile(r"\bco_await\b[^;]*\b[A-Z]\w*\s*\{"), "no aggregate temporary in a co_await expression: name it, then move it"),
    (re.compile(r"\bco_await\b[^;]*[(,]\s*\{"), "no braced argument in a co_await expression: name it, then move it"),
    (re.compile(r"\{[^;{}]*\bco_await\b[^;]*\}\s*[;,)]"), "no co_await inside braces of an initialiser"),
    (re.compile(r"\b(EXPECT|ASSERT)_\w+\s*\([^;]*\bco_await\b"), "await first, then expect"),
]


# What stands before the brace of a block, as opposed to the brace of an initialiser.
BLOCK = re.compile(r"(\)|\belse|\btry|\bdo|\bnoexcept|\bconst|\boverride|\bfinal)\s*$|\)\s*->[^;{]*$|^\s*(template\s*<.*>\s*)?(struct|class|enum|union|namespace|extern)\b[^;()]*$|^\s*$")


HEAD = re.compile(r"\b(if|while|switch|for)\s*(constexpr\s*)?\(")
HEAD_RULE = "no co_await in the head of if, while, switch or for: declare a local on the line before"


def awaits_in_a_head(statement: str) -> bool:
    for match in HEAD.finditer(statement):
        depth = 1
        for end in range(match.end(), len(statement)):
            depth += {"(": 1, ")": -1}.get(statement[end], 0)
            if depth == 0:
                break
        if "co_await" in statement[match.end() : end]:
            return True
    return False


def statements(text: str):
    """(line number, statement) with comments and strings blanked; a statement ends at ; or at a block's brace."""
    text = re.sub(r"//[^\n]*", "", text)
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), text, flags=re.S)
    text = re.sub(r'"(\\.|[^"\\\n])*"', '""', text)
    text = re.sub(r"'(\\.|[^'\\\n])'", "' '", text)
    start = 0
    depth = 0  # inside ( ) a ; belongs to a for head, a { to a lambda or an initialiser
    for i, c in enumerate(text):
        if c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
        ends_block = depth <= 0 and (c == "}" and "{" not in text[start:i] or c == "{" and BLOCK.search(text[start:i]))
        if (c == ";" and depth <= 0) or ends_block:
            chunk = text[start : i + 1]
            yield text.count("\n", 0, start + len(chunk) - len(chunk.lstrip())) + 1, " ".join(chunk.split())
            start = i + 1
            depth = 0
    yield text.count("\n", 0, start) + 1, " ".join(text[start:].split())


def main(root: pathlib.Path) -> int:
    problems = []
    files = sorted(p for top in ("src", "tests", "bench", "fuzz") for p in (root / top).rglob("*") if p.suffix in {".hpp", ".cpp"})
    for file in files:
        if file.name == "coroutine_forms_test.cpp":
            continue  # shows the broken forms on purpose, switched off
        text = file.read_text(encoding="utf-8")
        if "co_await" not in text:
            continue
        for number, statement in statements(text):
            if "co_await" in statement and awaits_in_a_head(statement):
                problems.append(f"{file.relative_to(root)}:{number}: {HEAD_RULE}: {statement[:100]}")
            if "co_await" in statement:
                problems += [f"{file.relative_to(root)}:{number}: {rule}: {statement[:100]}" for pattern, rule in RULES if pattern.search(statement)]
    print("\n".join(problems) if problems else f"coroutines: {len(files)} files, no forbidden form")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
