"""What pictures are is remembered from run to run, until other code looks at them."""

from huozi.compile import examined
from huozi.compile.examined import Examined
from huozi.store import pictures
from huozi.store.pictures import PictureMemory


def test_a_run_knows_what_the_one_before_found(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(examined, "_known", {})
    memory = PictureMemory(tmp_path)
    examined.remember({"ab 1": Examined("image-damaged", "xyz"), "cd 1": Examined(frames=3)})
    memory.close()
    monkeypatch.setattr(examined, "_known", {})
    PictureMemory(tmp_path)
    assert examined.known() == {
        "ab 1": Examined("image-damaged", "xyz"), "cd 1": Examined(frames=3),
    }  # fmt: skip
    monkeypatch.setattr(examined, "_known", {})
    monkeypatch.setattr(pictures, "stage_digest", lambda stage: f"{stage} 0")
    PictureMemory(tmp_path)
    assert not examined.known()


def test_what_is_damaged_is_forgotten(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(examined, "_known", {})
    (tmp_path / "pictures").write_bytes(b"x" * 80)
    PictureMemory(tmp_path)
    assert not examined.known()


def test_no_more_is_kept_than_is_worth_it(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(examined, "_known", {})
    monkeypatch.setattr(pictures, "MOST_REMEMBERED", 2)
    memory = PictureMemory(tmp_path)
    examined.remember({name: Examined() for name in "abc"})
    memory.close()
    monkeypatch.setattr(examined, "_known", {})
    PictureMemory(tmp_path)
    assert list(examined.known()) == ["b", "c"]
