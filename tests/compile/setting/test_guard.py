import subprocess
import sys

import pytest

from huozi.compile.setting import guard
from huozi.compile.setting.hooks import install
from huozi.messages import render
from huozi.values.errors import MachineError


def test_the_installed_engine_is_the_one_we_know():
    guard.check()


def test_hooked_functions_are_still_known():
    install()
    guard.check()


@pytest.mark.parametrize("name", ["draw/text.py", "layout/inline.py"])
def test_a_changed_file_stops(name):
    with pytest.raises(MachineError) as caught:
        guard.check({**guard.KNOWN, name: ("0123456789abcdef", "")})
    (finding,) = caught.value.findings
    assert finding.code == "engine-differs"
    for language in ("zh", "en"):
        said = render(finding, language)
        assert name in said and "pip install weasyprint==70.0" in said


def test_a_file_that_is_gone_stops():
    with pytest.raises(MachineError, match="engine-differs"):
        guard.check({"layout/no_such_file.py": ("0123456789abcdef", "")})


def test_another_version_stops():
    with pytest.raises(MachineError) as caught:
        guard.check(expected="71.0")
    said = render(caught.value.findings[0], "en")
    assert "expected WeasyPrint 71.0, found 70.0" in said


def test_importing_the_package_does_not_load_the_engine():
    code = "import sys, huozi.compile.setting; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_installing_twice_hooks_once():
    from weasyprint.layout import block

    install()
    hooked = block.iter_line_boxes
    install()
    assert block.iter_line_boxes is hooked
