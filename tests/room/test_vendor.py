"""The editor's bundle is the one that `scripts/codemirror` names."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "huozi" / "room" / "static" / "vendor" / "codemirror.js"
SOURCE = ROOT / "scripts" / "codemirror"


def banner() -> dict[str, str]:
    head = BUNDLE.read_text("utf-8").partition("*/")[0]
    return dict(re.findall(r"^ \* (\S+) (\d\S*)$", head, re.MULTILINE))


def test_the_bundle_holds_the_versions_of_package_json():
    wanted = json.loads((SOURCE / "package.json").read_text("utf-8"))["dependencies"]
    assert wanted == {name: banner().get(name) for name in wanted}


def test_the_bundle_holds_what_the_lock_holds_and_the_lock_no_address():
    lock = (SOURCE / "package-lock.json").read_text("utf-8")
    packages = json.loads(lock)["packages"]
    assert banner() == {name: packages[f"node_modules/{name}"]["version"] for name in banner()}
    assert "resolved" not in lock


def test_each_licence_lies_beside_the_bundle():
    text = (BUNDLE.parent / "codemirror.LICENSE.txt").read_text("utf-8")
    assert [name for name in banner() if name not in text] == []
