#!/bin/sh
# Pin what pyproject.toml asks for, with hashes; names no index. Run in the project's environment after `pip install uv`.
set -eu
cd "$(dirname "$0")/.."
pin() { uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header "$@"; }
pin --extra build pyproject.toml -o requirements/core.txt
pin --all-extras pyproject.toml -o requirements/dev.txt
