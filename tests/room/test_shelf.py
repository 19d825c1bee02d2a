from pathlib import Path

from huozi.room.shelf import named


def test_ids_are_made_of_the_folders_names(tmp_path: Path) -> None:
    names = ["书 one", "a/书-one", "../../x", "<script>", "日记", "."]
    folders = [tmp_path / name for name in names]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    ids = [id for id, _ in named(folders)]
    assert ids[:2] == ["书-one", "书-one-2"]
    assert ids[3:5] == ["script", "日记"]
    assert len(set(ids)) == len(ids)
    assert not any(set(id) & set("./<>\\ ") for id in ids)


def test_a_folder_named_twice_is_one_book(tmp_path: Path) -> None:
    assert len(list(named([tmp_path, tmp_path / "x" / ".."]))) == 1
