#!/bin/sh
# Compute requirements*.txt from the ranges in pyproject.toml: exact versions with the hashes of
# every file of every platform, so that one lock serves all of them. A version already locked stays
# as long as its range allows it; to raise one, pass its name: scripts/lock.sh --upgrade-package jinja2
set -eu
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3}" -m venv "$tools"
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv==0.9.30

compile() { # compile LOCK OPTIONS...: no header, no index: a lock names packages, not places
    lock=$1; shift
    "$tools/bin/uv" pip compile --universal --python-version 3.11 \
        --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
        --quiet --output-file "$lock" "$@"
}
compile requirements.txt pyproject.toml --group build "$@"
compile requirements-dev.txt pyproject.toml --extra room --group build --group dev \
    --constraint requirements.txt "$@"
compile requirements-room.txt pyproject.toml --extra room --group build \
    --constraint requirements.txt "$@"
compile requirements-browser.txt --group browser --constraint requirements-dev.txt "$@"
compile requirements-conformance.txt --group conformance --constraint requirements-dev.txt "$@"
compile requirements-mutants.txt --group mutants --constraint requirements-dev.txt "$@"
