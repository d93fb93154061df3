"""Models without the libraries that load them, as in a container's image."""

import sys
from pathlib import Path

import pytest

from embeddings import ModelError, load_encoder


@pytest.mark.parametrize("missing", ["torch", "transformers", "sentence_transformers"])
def test_a_missing_library_is_told_in_one_line(
    missing: str, small_model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ModelError, match=f"install {missing.replace('_', '-')} [(]of the image "):
        load_encoder(str(small_model_folder), tmp_path / "fingerprints.json", "torch")


def test_a_model_that_cannot_be_run_is_told_when_it_is_loaded(
    small_model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where systemd keeps torch from writing code: each question would fail, and nobody know
    why."""
    import torch

    def refuse(*_: object) -> None:
        raise RuntimeError("could not create a primitive\nat some line")

    monkeypatch.setattr(torch.nn.Linear, "forward", refuse)
    memory = tmp_path / "fingerprints.json"
    with pytest.raises(ModelError) as told:
        load_encoder(str(small_model_folder), memory, "torch")
    line = str(told.value)
    assert line.startswith("EMBEDDING_MODEL: ")
    assert "cannot be run (could not create a primitive)" in line
    assert "MemoryDenyWriteExecute=no" in line
    assert "docs/running.md" in line
    assert "\n" not in line
