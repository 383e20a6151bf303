#!/usr/bin/env python3
"""Who may include whom (src/README.md): prints file:line and the rule for every breach, and checks that the link lists say the same."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

WIRE = {"base", "codec", "openai", "anthropic", "bedrock", "models"}
MAY_INCLUDE = {
    "base": set(),
    "codec": {"base"},
    "openai": {"base", "codec"},
    "anthropic": {"base", "codec"},
    "bedrock": {"base", "codec"},
    "models": {"base", "codec"},
    "translate": WIRE,
    "aws": {"base", "codec"},
    "net": {"base"},
    "upstream": {"base", "codec", "bedrock", "models", "aws", "net"},
    "gateway/policy": {"base"},
    "gateway": WIRE | {"translate", "aws", "net", "upstream", "gateway/policy"},
    "simulator": {"base", "codec", "aws", "net", "models"},
    "lambda": {"base", "codec", "net", "gateway"},
    "app": None,  # everything
}
# The local Bedrock checks bedrock/ and translate/, so it may know how a model id is built and nothing else of models/.
ONLY_HEADERS = {("simulator", "models"): {"models/model_id.hpp"}}

PURE = {"base", "codec", "openai", "anthropic", "bedrock", "models", "translate", "aws", "gateway/policy"}
NOT_IN_PURE = [
    (re.compile(r"boost[/:]{1,2}asio|boost[/:]{1,2}beast|\basio::"), "pure folders never name Asio or Beast"),
    (re.compile(r"(system|steady|high_resolution)_clock::now\s*\(|\b(std::)?time\s*\(\s*(nullptr|NULL|0|&)|gettimeofday|clock_gettime"),
     "pure folders never read a clock: take a time point"),
    (re.compile(r"random_device|mt19937|\brand\s*\(|RAND_bytes|getrandom"), "pure folders never read a random source"),
    (re.compile(r"\b(secure_)?getenv\b"), "pure folders never read the environment: only app/ does"),
    (re.compile(r"[io]?fstream\b|\bfopen\b|std::filesystem|\bstd::cout\b|\bstd::cerr\b|\bprintf\s*\("), "pure folders never touch files or streams"),
    (re.compile(r"spdlog"), "pure folders never log: the flow logs once"),
]
BEAST = re.compile(r"boost/beast|boost::beast|\bbeast::")
ONLY_APP = [(re.compile(r"\b(secure_)?getenv\b"), "only app/ reads the environment")]
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')


def folder_of(path: str) -> str:
    parts = path.split("/")
    return "gateway/policy" if parts[:2] == ["gateway", "policy"] else parts[0]


def without_comments(line: str) -> str:
    return line.split("//")[0] if "://" not in line else line


def main(root: pathlib.Path) -> int:
    src = root / "src"
    problems = []
    files = sorted(p for p in src.rglob("*") if p.suffix in {".hpp", ".cpp"})
    for file in files:
        relative = file.relative_to(src).as_posix()
        folder = folder_of(relative)
        allowed = MAY_INCLUDE.get(folder, set())
        if folder not in MAY_INCLUDE:
            problems.append(f"src/{relative}:1: folder '{folder}' is not in the table of src/README.md")
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            where = f"src/{relative}:{number}"
            match = INCLUDE.match(line)
            if match:
                target = match.group(1)
                if target.startswith("."):
                    problems.append(f"{where}: includes are written from src/, never relative: {target}")
                    continue
                other = folder_of(target)
                if not (src / target).exists() and not target.startswith("generated/"):
                    problems.append(f"{where}: no such header under src/: {target}")
                elif allowed is not None and other != folder and other not in allowed and not target.startswith("generated/"):
                    problems.append(f"{where}: {folder} may not include {other} (may: {', '.join(sorted(allowed)) or 'nothing'})")
                only = ONLY_HEADERS.get((folder, other))
                if only and target not in only:
                    problems.append(f"{where}: of {other}, {folder} may include only {', '.join(sorted(only))}")
            code = without_comments(line)
            if folder in PURE:
                problems += [f"{where}: {rule}" for pattern, rule in NOT_IN_PURE if pattern.search(code)]
            if folder != "net" and BEAST.search(code):
                problems.append(f"{where}: Beast's types do not leave net/")
            if folder != "app":
                problems += [f"{where}: {rule}" for pattern, rule in ONLY_APP if pattern.search(code) and folder not in PURE]

    for folder, allowed in MAY_INCLUDE.items():
        lists = src / folder / "CMakeLists.txt"
        if allowed is None or not lists.exists():
            continue
        for match in re.finditer(r"\bgw_([a-z_]+)\b", re.sub(r"#.*", "", lists.read_text(encoding="utf-8"))):
            name = match.group(1).replace("gateway_policy", "gateway/policy")
            if name in MAY_INCLUDE and name != folder and name not in allowed:
                number = lists.read_text(encoding="utf-8")[: match.start()].count("\n") + 1
                problems.append(f"src/{folder}/CMakeLists.txt:{number}: {folder} may not link gw_{match.group(1)}")

    print("\n".join(problems) if problems else f"layers: {len(files)} files, no breach")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
