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
    with pytest.raises(ModelError, match=f"install {missing.replace('_', '-')}, or leave"):
        load_encoder(str(small_model_folder), tmp_path / "fingerprints.json", "torch")
