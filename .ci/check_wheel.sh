#!/usr/bin/env bash
# Builds the wheel and tries it in an empty environment, from a folder that holds a stray corpus.py.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
python="$root/.venv/bin/python"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" -m build --wheel --no-isolation --outdir "$work/dist" "$root" >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
"$python" -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check "$work"/dist/*.whl
packages=$("$work/env/bin/python" -m pip list --format=freeze --disable-pip-version-check | grep -civ '^\(pip\|setuptools\|kochmon\)=' || true)
"$work/env/bin/python" -m pip uninstall --quiet --yes setuptools pip 2>/dev/null || true
size=$(du -sm "$work/env" | cut -f1)
echo "wheel: $packages packages beside kochmon, $size MB installed (limits: 30 packages, 210 MB)"
[ "$packages" -le 30 ] && [ "$size" -le 210 ]

mkdir "$work/elsewhere" && cd "$work/elsewhere"
echo 'raise SystemExit("the stray corpus.py was imported")' >corpus.py
export KOCHMON_CACHE="$work/cache" PATH="$work/env/bin:$PATH"
kochmon --help >help.txt && grep -q 'Commands:' help.txt
kochmon add "$root/sample_texts/remittances.txt" >added.tsv
kochmon search акча которуулардын >hits.tsv
grep -q remittances.txt hits.tsv
echo "wheel: works in an empty environment, beside a stray corpus.py"
