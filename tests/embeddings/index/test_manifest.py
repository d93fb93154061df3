import json
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.index.manifest import (
    MANIFEST_NAME,
    Manifest,
    ManifestError,
    check_files,
    hash_files,
    read_manifest,
    write_manifest,
)


def _make_manifest(files: dict[str, str] | None = None) -> Manifest:
    return Manifest(
        created="2026-01-02T03:04:05+00:00",
        seconds=1.5,
        encoder="fake",
        encoder_backend="torch",
        encoder_fingerprint="f1",
        dimension=8,
        max_tokens=20,
        token_bits=8,
        corpus_folder="/артикли/\udcff",
        corpus_fingerprint="c1",
        articles=1,
        passages=2,
        sentences=3,
        skipped=[["a.pdf", "no reader"]],
        warnings=[],
        languages=["en"],
        likeness={"": {"unrelated": 0.1, "best": 0.3, "spread": 0.1, "own": 0.8, "texts": 9}},
        code="c",
        left_out={"s": [0, 2]},
        files=files or {},
    )


def test_what_is_written_is_read(tmp_path: Path) -> None:
    manifest = _make_manifest({"file": "00"})
    write_manifest(manifest, tmp_path)
    assert read_manifest(tmp_path) == manifest


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    write_manifest(_make_manifest({"file": "00"}), tmp_path)
    path = tmp_path / MANIFEST_NAME
    data = path.read_bytes()
    for place in range(len(data)):
        for byte in {data[place] ^ 1, data[place] ^ 0x80, ord(" ")} - {data[place]}:
            path.write_bytes(data[:place] + bytes([byte]) + data[place + 1 :])
            with pytest.raises(ManifestError):
                read_manifest(tmp_path)


def test_every_cut_is_noticed(tmp_path: Path) -> None:
    write_manifest(_make_manifest(), tmp_path)
    path = tmp_path / MANIFEST_NAME
    data = path.read_bytes()
    for length in range(len(data)):
        path.write_bytes(data[:length])
        with pytest.raises(ManifestError):
            read_manifest(tmp_path)


def test_another_version_is_told(tmp_path: Path) -> None:
    write_manifest(replace(_make_manifest(), format=0), tmp_path)
    with pytest.raises(ManifestError, match="another version of Footnote"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("text", ["null", "[]", "{}", '"format"', '{"format": 1}', "1e999"])
def test_other_json_is_no_manifest(text: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST_NAME).write_text(text)
    with pytest.raises(ManifestError):
        read_manifest(tmp_path)


def test_a_field_too_many_or_too_few_is_noticed(tmp_path: Path) -> None:
    write_manifest(_make_manifest(), tmp_path)
    path = tmp_path / MANIFEST_NAME
    values = json.loads(path.read_text())
    for changed in (values | {"more": 1}, {k: v for k, v in values.items() if k != "seconds"}):
        path.write_text(json.dumps(changed, indent=1) + "\n")
        with pytest.raises(ManifestError, match="damaged"):
            read_manifest(tmp_path)


def test_a_missing_manifest_is_told(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="missing"):
        read_manifest(tmp_path)


def test_files_are_checked(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "b").write_bytes(b"")
    manifest = _make_manifest(hash_files(tmp_path))
    write_manifest(manifest, tmp_path)
    assert set(hash_files(tmp_path)) == {"a", "b"}, "a manifest cannot hold its own hash"
    check_files(manifest, tmp_path, manifest.files)

    (tmp_path / "a").write_bytes(b"two")
    with pytest.raises(ManifestError, match="a is damaged"):
        check_files(manifest, tmp_path, manifest.files)
    (tmp_path / "a").unlink()
    with pytest.raises(ManifestError, match="a cannot be read"):
        check_files(manifest, tmp_path, manifest.files)
