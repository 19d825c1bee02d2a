#!/bin/sh
# shellcheck disable=SC2086  # lists of names are not quoted: one word a package or file
#
# Make this checkout ready: system packages, virtual environment, the command `huozi` in it.
#
#   scripts/setup.sh [book|room|test|browser|conformance|mutants]
#
# book: what the program needs; room: and what the proof room needs; test (default): what the tests need, too; browser: and a
# browser with what drives it; conformance: and what is needed to have finished files judged by veraPDF; mutants: and what judges the tests.
#
# Does only what is missing: on a ready machine it takes a fraction of a second. Environment:
#   PYTHON=...              the Python to make the virtual environment with (3.11 or later)
#   SKIP_SYSTEM_PACKAGES=1  what packages.txt names is here by other means: don't look for it
#
# Exit codes: 0 ready; 1 a step failed; 2 wrong call; 3 this machine lacks something, and the last
# lines say what.
set -eu
cd "$(dirname "$0")/.."

purpose=${1:-test}
sources= # packages that are built here
case $purpose in
    book) locks=requirements.txt lists=packages.txt ;;
    room) locks=requirements-room.txt lists=packages.txt ;;
    test) locks=requirements-dev.txt lists=packages.txt ;;
    browser)
        locks="requirements-dev.txt requirements-browser.txt"
        lists="packages.txt packages-browser.txt"
        ;;
    conformance)
        locks="requirements-dev.txt requirements-conformance.txt"
        lists="packages.txt packages-conformance.txt"
        ;;
    mutants)
        locks="requirements-dev.txt requirements-mutants.txt"
        lists=packages.txt
        sources=yattag # published without a wheel
        ;;
    *) echo "usage: scripts/setup.sh [book|room|test|browser|conformance|mutants]" >&2; exit 2 ;;
esac

say() { printf 'setup: %s\n' "$*"; }

lacking() { # lacking WHY WHAT...: plain list of what a person has to install, then exit 3
    why=$1; shift
    {
        printf 'setup: %s. Please install:\n' "$why"
        printf '  %s\n' "$@"
        printf 'On Debian or Ubuntu:\n  apt-get install %s\n' "$*"
        printf 'If all this is here by other means: SKIP_SYSTEM_PACKAGES=1 make ...\n'
    } >&2
    exit 3
}

# ------------------------------------------------------------------------------ system packages

missing_packages() { # the names in the lists that dpkg does not know as installed
    wanted=$(cat $lists | sed 's/#.*//')
    command -v dpkg-query >/dev/null || { echo $wanted; return; }
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $wanted 2>/dev/null |
        sed -n 's/ installed$//p') || true
    for name in $wanted; do
        printf '%s\n' "$installed" | grep -qxF "$name" || printf '%s ' "$name"
    done
}

apt() { # apt-get as root, asking nothing
    if [ "$(id -u)" = 0 ]; then
        DEBIAN_FRONTEND=noninteractive apt-get -q "$@"
    else
        sudo DEBIAN_FRONTEND=noninteractive apt-get -q "$@"
    fi
}

install_packages() { # install_packages NAME...
    command -v apt-get >/dev/null || lacking "there is no apt-get on this machine" "$@"
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || lacking "not root, and there is no sudo" "$@"
        # Ask for a password only where a person can give it.
        [ -t 0 ] || sudo -n true 2>/dev/null || lacking "not root, and sudo wants a password" "$@"
    fi
    say "installing $*"
    # The package lists of a new machine are empty or old: fetch them when they don't do.
    if ! apt install -y --no-install-recommends "$@" >/dev/null 2>&1; then
        apt update || lacking "apt-get update failed" "$@"
        apt install -y --no-install-recommends "$@" || lacking "apt-get install failed" "$@"
    fi
}

if [ -z "${SKIP_SYSTEM_PACKAGES:-}" ]; then
    missing=$(missing_packages)
    [ -z "$missing" ] || install_packages $missing
fi

# ------------------------------------------------------------------------------ fonts

font_folder=.venv/share/huozi/fonts

take_font() { # take_font PACKAGE FILE SHA256: out of a package, without installing it
    target=$font_folder/$(basename "$2")
    printf '%s  %s\n' "$3" "$target" | sha256sum -c >/dev/null 2>&1 && return
    say "taking $(basename "$2") out of $1"
    scratch=$(mktemp -d)
    {
        # The lists of a new machine are empty; apt compares what it fetches with what they sign.
        (cd "$scratch" && { apt-get -q download "$1" || { apt update && apt-get -q download "$1"; }; })
        for package in "$scratch"/*.deb; do dpkg-deb --fsys-tarfile "$package"; done |
            tar -xO "./$2" >"$scratch/font" &&
            printf '%s  %s\n' "$3" "$scratch/font" | sha256sum -c &&
            mkdir -p "$font_folder" && mv "$scratch/font" "$target" && chmod 644 "$target"
    } >/dev/null 2>&1 || say "no $(basename "$2"): what should be set in it is set in another, and told"
    rm -rf "$scratch"
}

take_fonts() { # those of fonts.txt; a machine without apt does without
    [ -z "${SKIP_SYSTEM_PACKAGES:-}" ] || return 0
    command -v dpkg-deb >/dev/null && command -v apt-get >/dev/null || return 0
    sed 's/#.*//' fonts.txt | while read -r package file sum; do
        [ -z "$package" ] || take_font "$package" "$file" "$sum"
    done
}

# -------------------------------------------------------------------------- virtual environment

# Debian's own goes first: it is built with profile-guided optimisation, where those of pyenv and
# the like are as a rule not, and a book is made a tenth sooner with it.
find_python() { # the first Python that is new enough
    for python in ${PYTHON:-/usr/bin/python3 python3 python3.13 python3.12 python3.11}; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    return 1
}

# What the environment was made from: by content, because a checkout changes file times, and with
# the path, because an environment does not survive a move.
made_from() {
    cat requirements.txt $locks pyproject.toml fonts.txt scripts/setup.sh | sha256sum
    pwd -P
}
stamp=.venv/setup-$purpose
if [ -f "$stamp" ] && [ "$(made_from)" = "$(cat "$stamp")" ] && .venv/bin/python -c '' 2>/dev/null
then
    exit 0
fi

if ! grep -qsF "$(pwd -P)/.venv/bin/python" .venv/bin/pip ||
    ! .venv/bin/python -m pip --version >/dev/null 2>&1
then
    python=$(find_python) || lacking "no Python 3.11 or later" python3 python3-venv
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi
say "installing the Python packages of $locks"
pip() { .venv/bin/python -m pip --disable-pip-version-check --quiet "$@"; }
pip install --require-hashes --only-binary :all: ${sources:+--no-binary $sources} \
    $(printf -- '-r %s ' $locks)
# The command `huozi`, running from this checkout. Nothing is fetched for it.
pip install --no-deps --no-build-isolation --no-index --editable .
take_fonts
# Bytecode, so that no start depends on whether it may be written then.
say "compiling"
.venv/bin/python -m compileall -qq -j 0 .venv/lib || true  # some files there are templates
.venv/bin/python -m compileall -q huozi
.venv/bin/python scripts/bytecode.py
made_from >"$stamp"
say "ready"
