"""Desk, marks and proofs that keep all in hand."""

from pathlib import Path

from msgspec.structs import replace

from huozi.room.corrections import RoomCorrection
from huozi.room.values import (
    Conflict,
    OpenText,
    RoomDoubt,
    RoomEdition,
    RoomHit,
    RoomMark,
    RoomPage,
    RoomProof,
    RoomUnit,
    Saved,
    TextFile,
    Version,
    base_of,
    now,
)
from huozi.spots.values import PageBox, SourceSpot

TITLE = "<script>alert(1)</script>"
EDITION = RoomEdition(
    1,
    (RoomPage("p-1", "recto", "1", True, "u1", False, 396.85, 575.43),),
    (RoomUnit("u1", "article", TITLE, "content/a.md", 0, 1, "pending", 1),),
)


class FakeDesk:
    def __init__(self, book: Path, tell) -> None:
        self.book, self.tell = book, tell
        self.edition: RoomEdition | None = None
        self.running = False
        self.held = {"content/a.md": "第一段。\n\n第二段。\n"}
        self.drafts: dict[tuple[str, str], str] = {}
        self.rulings: list[tuple[str, ...]] = []

    async def start(self) -> None:
        self.running, self.edition = True, EDITION

    async def stop(self) -> None:
        self.running = False

    async def picture(self, name: str, scale: int) -> bytes:
        if name != "p-1":
            raise KeyError(name)
        return b"\x89PNG%d" % scale

    async def pdf(self) -> Path:
        path = self.book / "output" / "book.pdf"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"%PDF-1.7")
        return path

    async def newest(self) -> Path:
        return await self.pdf()

    async def spot(self, page: int, x: float, y: float) -> SourceSpot | None:
        return SourceSpot("content/a.md", 1, 1, 2, "一") if x < 100 else None

    async def where(self, file: str, offset: int, length: int = 1) -> list[PageBox]:
        return [PageBox(0, 1.0, 2.0, 3.0, 4.0)]

    async def search(self, words: str, whose: str = "") -> list[RoomHit]:
        return [RoomHit("content/a.md", 0, 1, 1, "", words, "", 0)]

    async def proofread(self, file: str) -> list[RoomDoubt]:
        return []

    async def files(self) -> list[TextFile]:
        return [TextFile(file, TITLE, "u1") for file in self.held]

    async def texts(self) -> dict[str, str]:
        return dict(self.held)

    async def text(self, file: str, who: str) -> OpenText:
        return OpenText(file, self.held[file], base_of(self.held[file]))

    async def save(self, file, text, base, who, reason) -> Saved | Conflict:
        stands = self.held[file]
        if base != base_of(stands):
            return Conflict(base, stands, text, ())
        self.held[file] = text
        self.tell({"type": "saved", "file": file, "base": base_of(text), "who": who})
        return Saved(base_of(text), False, text)

    async def draft(self, file, text, base, who) -> None:
        self.drafts[file, who] = text

    async def forget_draft(self, file, who) -> None:
        self.drafts.pop((file, who), None)

    async def history(self, file) -> list[Version]:
        return [Version("v1", "editor", now(), "", base_of(self.held[file]))]

    async def version(self, file, id) -> str:
        return {"v1": self.held[file]}[id]

    async def accept(self, file, base, offset, length, found, replacement, who):
        text = self.held[file]
        if text[offset : offset + length] != found:
            return Conflict(base, text, text, ())
        changed = text[:offset] + replacement + text[offset + length :]
        return await self.save(file, changed, base, who, "")

    async def rule(self, rule, text, reason, who) -> None:
        self.rulings.append((rule, text, reason, who))


class FakeMarks:
    def __init__(self, book: Path) -> None:
        self.kept: list[RoomMark] = []

    def all(self, texts) -> list[RoomMark]:
        return self.kept

    def add(self, mark: RoomMark, typed: str | None = None) -> RoomMark:
        self.kept.append(mark)
        return mark

    def answer(self, id, action, who, words) -> RoomMark:
        states = {"accept": "accepted", "decline": "declined", "withdraw": "withdrawn"}
        (at,) = (n for n, mark in enumerate(self.kept) if mark.id == id)
        self.kept[at] = replace(self.kept[at], state=states[action], answer=words, answered_by=who)
        return self.kept[at]


class FakeProofs:
    def __init__(self, book: Path) -> None:
        self.book = book
        self.kept: list[RoomProof] = []

    def all(self) -> list[RoomProof]:
        return self.kept

    def freeze(self, name, edition_pdf, texts, marks, who) -> RoomProof:
        self.kept.append(RoomProof(name, now(), who, 1, "d", len(marks)))
        return self.kept[-1]

    def pdf(self, name: str) -> Path:
        if name not in {proof.name for proof in self.kept}:
            raise KeyError(name)
        return self.book / "output" / "book.pdf"

    def corrections(self, name, texts, marks):
        if name not in {proof.name for proof in self.kept}:
            raise KeyError(name)
        return [RoomCorrection(mark, "undone", False) for mark in marks]
