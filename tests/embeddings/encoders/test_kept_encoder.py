"""The bundled encoder's export, as the tests keep it from run to run."""

from pathlib import Path

from tests.support.kept_encoder import keep, take


def test_an_export_is_kept_until_it_is_another(tmp_path: Path) -> None:
    made, kept = tmp_path / "made" / "model-2", tmp_path / "cache" / "encoder-a"
    taken = tmp_path / "state" / "encoders"
    made.mkdir(parents=True)
    kept.with_name("encoder-of-others").mkdir(parents=True)
    (made / "int8.onnx").write_text("numbers")
    take(kept, taken)
    assert not taken.exists()
    keep(made, kept)
    assert {path.name for path in kept.parent.iterdir()} == {"encoder-a", "lock"}
    (kept / "model-2" / "int8.onnx").unlink()
    keep(made, kept)
    take(kept, taken)
    assert (taken / "model-2" / "int8.onnx").read_text() == "numbers"
    before = kept.stat()
    keep(taken / "model-2", kept)
    assert kept.stat().st_ino == before.st_ino, "it is left as it is"
