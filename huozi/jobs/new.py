"""`huozi new`: the folder of a book that can be made at once, with some of everything in it."""

import json
import os
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import Any

from huozi.files import house_dir
from huozi.messages import say
from huozi.read.keys import in_chinese
from huozi.values.errors import UsageError
from huozi.values.manuscript import finding

_STARTER = "starter"
#: The sample texts of pieces that need one.
_WRITTEN = {"preface": "前言.md"}
_PICTURE = "图/活字.svg"
_RULINGS = "审校.yaml"
_LONGEST_TITLE = 60
#: A text that YAML takes for itself without quotes.
_PLAIN = re.compile(r"[^\W_](?:[\w（）《》〔〕·—]|(?<=\w) (?=\w))*")


def kinds() -> tuple[str, ...]:
    """The kinds of books that can be begun, the usual one first."""
    return tuple(_kinds())


def begin_book(folder: Path, kind: str, title: str, language: str) -> tuple[str, ...]:
    """Write a new book in a folder, with remarks and launchers in a language (`zh`, `en`).

    Returns the files written. Raises UsageError for a folder that holds something already, and for
    a title that can't be one; OSError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError([finding("folder-not-empty", folder=folder)])
    title = title or folder.resolve().name
    if not title.strip() or len(title) > _LONGEST_TITLE or not title.isprintable():
        raise UsageError([finding("new-title", found=title, limit=_LONGEST_TITLE)])
    files = _files(_kinds()[kind], " ".join(title.split()), language)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if text.startswith("#!"):
            path.chmod(path.stat().st_mode | 0o111 & ~_umask())
    return tuple(files)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _kinds() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = tomllib.loads(_text("kinds.toml"))
    return found


def _text(name: str) -> str:
    return (house_dir() / _STARTER / name).read_text(encoding="utf-8")


def _files(kind: Mapping[str, Any], title: str, language: str) -> dict[str, str]:
    """All files of a new book: paths and what stands in them."""
    suffix = ".command" if sys.platform == "darwin" else ""  # what Finder opens in a terminal
    texts = [text for its in kind.get("parts", {"": kind.get("texts")}).values() for text in its]
    made = {
        "content/book.yaml": _filled(f"book.{language}.yaml", **_order(kind, title, language)),
        "content/README.md": _filled(f"readme.{language}.md", suffix=suffix),
        ".gitignore": _text("gitignore"),
        f"{say('new-preview', language)}{suffix}": _launcher(
            "preview", "new-preview-what", language
        ),
        f"{say('new-finish', language)}{suffix}": _launcher("finish", "new-finish-what", language),
    }
    return made | {
        f"content/{name}": _text(f"text/{name}")
        for name in (*_WRITTEN.values(), *texts, _PICTURE, _RULINGS)
    }


def _filled(name: str, **values: str) -> str:
    return Template(_text(name)).substitute(values)


def _launcher(name: str, what: str, language: str) -> str:
    """A script for who has no terminal; the program is found where it is now."""
    from shlex import quote

    work = {"preview": "run book --open", "finish": "run book --final --open && run cover"}
    return _filled(
        "launch.sh",
        command=f"{quote(sys.executable)} -m huozi",
        what=say(what, language),
        work=work[name],
        wait=say("new-wait", language),
    )


def _order(kind: Mapping[str, Any], title: str, language: str) -> dict[str, str]:
    """What fills `book.yaml`, with its keys in the reader's language."""
    name = in_chinese if language == "zh" else str

    def listed(pieces: Iterable[str], lead: str = "  ") -> str:
        lines = (
            f"{lead}- {name(piece)}{': ' + _WRITTEN[piece] if piece in _WRITTEN else ''}\n"
            for piece in pieces
        )
        return "".join(lines)

    key = "parts" if "parts" in kind else "entries"
    heading = "标题" if language == "zh" else "title"
    if key == "parts":
        order = "".join(
            f"  - {heading}: {part}\n    {name('entries')}:\n{_texts(texts, ' ' * 6)}"
            for part, texts in kind["parts"].items()
        )
    else:
        order = _texts(kind["texts"], "  ")
    written = _PLAIN.fullmatch(title) and title or json.dumps(title, ensure_ascii=False)
    return {
        "title": written,
        "style": name(kind["style"]),
        "list_key": name(key),
        "front": listed(kind["front"]),
        "order": f"{name(key)}:\n{order}",
        "back": f"[{', '.join(map(name, kind['back']))}]",
    }


def _texts(names: Iterable[str], lead: str) -> str:
    return "".join(f"{lead}- {name}\n" for name in names)
