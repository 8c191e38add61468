"""`som build --watch`: a saved file is built, a fault is said, and the watch goes on until it is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from som_cli.cli import watching
from tests.cli.runner import som, workspace


def test_a_saved_file_is_built_and_a_fault_does_not_stop_the_watch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = workspace(tmp_path)
    chapter = data / "plans" / "tr" / "actions" / "TR-A-01.yml"
    good = chapter.read_text("utf-8")
    rounds: list[int] = []

    def wait(_: float) -> None:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            chapter.write_text(good + "nonsense: 1\n", encoding="utf-8")
        elif len(rounds) == 2:
            chapter.write_text(good.replace("title: ", "title: Anew "), encoding="utf-8")
        elif len(rounds) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(watching.watch_files, "__defaults__", (wait,))
    outcome = som(data, "--lang", "en", "build", "consolidated", "--format", "pdf", "--watch")
    assert outcome.code == 130
    assert "unknown key `nonsense`" in outcome.out + outcome.err
    assert outcome.err.count("nothing was built") == 1
    assert outcome.out.count("consolidated.pdf") == 2
    assert outcome.err.count("watching") == 3
