#!/bin/sh
# Compute requirements*.txt from pyproject.toml: exact versions with the hashes of every file of
# every platform, so that one lock serves all of them. Versions already locked stay; to raise a
# transitive one, pass its name: scripts/lock.sh --upgrade-package fonttools
set -eu
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3}" -m venv "$tools"
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv==0.9.30

compile() { # compile LOCK OPTIONS...: no header, no index: a lock names packages, not places
    lock=$1; shift
    "$tools/bin/uv" pip compile pyproject.toml --universal --python-version 3.11 \
        --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
        --quiet --output-file "$lock" "$@"
}
compile requirements.txt --group build "$@"
compile requirements-dev.txt --group build --group dev --constraint requirements.txt "$@"
