"""Pictures of earlier runs: drawn once, drawn again where the file is harmed or what they show is another."""

from __future__ import annotations

from pathlib import Path

from som_cli.document.kept_pictures import kept_picture

PICTURE = b"\x89PNG\n\n<svg/>"


class Draughtsman:
    """Counts how often it draws."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self) -> bytes:
        self.drawn += 1
        return PICTURE


def test_a_picture_is_drawn_once(tmp_path: Path) -> None:
    draw = Draughtsman()
    first, second = (kept_picture(tmp_path / "charts", b"same", draw) for _ in range(2))
    assert first == second == PICTURE
    assert draw.drawn == 1
    kept_picture(tmp_path / "charts", b"other", draw)
    assert draw.drawn == 2


def test_a_harmed_file_is_drawn_anew(tmp_path: Path) -> None:
    draw = Draughtsman()
    whole = kept_picture(tmp_path, b"same", draw)
    (path,) = tmp_path.glob("*.picture")
    for harmed in (b"", b"nonsense", path.read_bytes()[:-1]):
        path.write_bytes(harmed)
        assert kept_picture(tmp_path, b"same", draw) == whole
    assert draw.drawn == 4


def test_git_does_not_see_what_is_kept_and_a_disk_may_refuse(tmp_path: Path) -> None:
    kept_picture(tmp_path, b"same", Draughtsman())
    assert (tmp_path / ".gitignore").read_text() == "*\n"
    (tmp_path / "file").touch()
    assert kept_picture(tmp_path / "file", b"same", Draughtsman()) == PICTURE
