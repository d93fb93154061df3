"""Exported models are made once, checked at each start and made anew when they are damaged."""

import errno
import json
import logging
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from embeddings import BACKENDS, Encoder, ModelError, load_encoder
from embeddings.encoders import loading
from embeddings.encoders.exported import exports
from embeddings.encoders.fingerprint import hash_file
from embeddings.encoders.model_files import fingerprint_encoder
from tests.conftest import ShareEncoder
from tests.embeddings.encoders.conftest import ExportedAtOnce, start_loading
from tests.support.mounting import mounted, needs_mount
from tests.support.special_files import KINDS, put_special


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "state" / "fingerprints.json"


@pytest.fixture
def exported(small_state: Path, memory: Path) -> Path:
    """The folder of the exported small model."""
    shutil.copytree(small_state, memory.parent)
    (folder,) = (path for path in (memory.parent / "encoders").iterdir() if path.is_dir())
    return folder


@pytest.fixture
def no_export(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("nothing is to be exported")

    monkeypatch.setattr(exports, "_export", refuse)


@pytest.fixture
def export_again(small_state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """What is exported again is copied, as making it takes seconds; the folders so made."""
    made: list[Path] = []

    def copy(_: str, folder: Path, __: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(small_state / "encoders" / folder.name, folder)
        made.append(folder)

    monkeypatch.setattr(exports, "_export", copy)
    yield made


@pytest.mark.usefixtures("no_export")
def test_it_is_made_once(small_model_folder: Path, exported: Path, memory: Path) -> None:
    assert exported.stat().st_mode & 0o77 == 0
    assert load_encoder(str(small_model_folder), memory).backend == "onnx"


@pytest.mark.usefixtures("no_export")
def test_one_that_is_installed_needs_no_library(
    small_model_folder: Path, exported: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = memory.parent.parent / "share"
    exported.parent.rename(installed)
    monkeypatch.setattr(exports, "INSTALLED", installed)
    assert load_encoder(str(small_model_folder), memory).backend == "onnx"
    assert not exported.parent.exists()


@pytest.mark.parametrize("name", ["float32.onnx", "tokenizer.json", "encoder.json"])
@pytest.mark.parametrize("how", ["flipped", "cut", "gone", "pipe", "device"])
def test_what_is_damaged_is_made_anew(
    name: str,
    how: str,
    small_model_folder: Path,
    exported: Path,
    memory: Path,
    export_again: list[Path],
) -> None:
    path = exported / name
    whole = path.read_bytes()
    if how == "gone":
        path.unlink()
    elif how in KINDS:
        put_special(path, how)
    else:
        spoilt = bytearray(whole)
        spoilt[len(whole) // 2] ^= 255
        path.write_bytes(spoilt if how == "flipped" else whole[: len(whole) // 2])
    encoder = load_encoder(str(small_model_folder), memory)
    assert encoder.backend == "onnx"
    assert path.read_bytes() == whole
    assert export_again == [exported]


def test_that_it_is_made_and_how_long_that_took_is_told(
    small_model_folder: Path,
    exported: Path,
    memory: Path,
    export_again: list[Path],
    caplog: pytest.LogCaptureFixture,
) -> None:
    (exported / "encoder.json").unlink()
    with caplog.at_level(logging.INFO):
        load_encoder(str(small_model_folder), memory)
    first, second = (r.getMessage() for r in caplog.records if r.name == exports.__name__)
    assert first.startswith("preparing the encoder (")
    assert second.startswith("the encoder is prepared, after ")


@pytest.mark.usefixtures("no_export")
def test_what_cannot_be_exported_is_not_tried_again(
    small_model_folder: Path,
    exported: Path,
    memory: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = exported / "encoder.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"refused": {"float32.onnx": "odd"}}))
    with caplog.at_level(logging.WARNING):
        assert load_encoder(str(small_model_folder), memory).backend == "torch"
    assert "sentence-transformers runs the encoder, which is slower: odd" in caplog.text
    with pytest.raises(ModelError, match=r"ENCODER_BACKEND: onnx cannot run .*\(odd\): leave it"):
        load_encoder(str(small_model_folder), memory, "onnx")


def test_a_model_that_the_libraries_refuse_is_run_by_the_reference(
    small_model_folder: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise exports.ExportError("no operator for it")

    monkeypatch.setattr(exports, "_export", refuse)
    assert load_encoder(str(small_model_folder), memory).backend == "torch"


def test_where_eight_bits_cannot_be_used_float32_is(
    encoder_state: Path, encoder: Encoder, memory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As on a processor that computes otherwise in them, or after a change of the library."""
    assert encoder.backend == "onnx-int8"
    (made,) = (encoder_state / "encoders").glob(f"{encoder.fingerprint[:32]}*/encoder.json")
    folder = memory.parent / "encoders" / made.parent.name
    folder.mkdir(parents=True)
    for name in ("float32.onnx", "tokenizer.json"):
        (folder / name).symlink_to(made.with_name(name))
    record = json.loads(made.read_text()) | {"refused": {"int8.onnx": "its vectors differ"}}
    (folder / "encoder.json").write_text(json.dumps(record))
    slower = load_encoder("", memory)
    assert (slower.backend, slower.why_slow) == ("onnx", "its vectors differ")
    assert "runs in float32, which is slower than eight bits: its vectors differ" in caplog.text


@pytest.mark.usefixtures("no_export")
def test_the_files_may_go_while_it_is_used(
    small_model_folder: Path, exported: Path, memory: Path
) -> None:
    encoder = load_encoder(str(small_model_folder), memory)
    shutil.rmtree(exported)
    assert len(encoder.encode_query("harbour " * 100).token_ids) < 24


def test_a_folder_that_cannot_be_written_costs_only_time(
    small_model_folder: Path, memory: Path
) -> None:
    memory.parent.mkdir()
    (memory.parent / "encoders").write_text("no folder")
    assert load_encoder(str(small_model_folder), memory).backend == "torch"


@needs_mount
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.usefixtures("no_export")
def test_a_full_disk_is_told_before_anything_is_exported(
    times: int, small_model_folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It took ten seconds to find out, at each start, and was told without a place; also where
    there is room for what remains, but not for what it is made of."""
    weights = max(path.stat().st_size for path in small_model_folder.iterdir())
    with mounted(tmp_path / "state", f"size={times * weights // 1024}k"):
        memory = tmp_path / "state" / "fingerprints.json"
        assert load_encoder(str(small_model_folder), memory).backend == "torch"
    (line,) = [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]
    assert "MB are free for" in line
    assert str(tmp_path / "state") in line


@pytest.mark.usefixtures("no_export")
def test_a_folder_that_is_read_only_is_read(
    small_model_folder: Path, exported: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container: the state was written when its image was made. That of a folder's rights
    says nothing here, as tests may run as root."""

    def refuse(path: Path) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(os, "utime", refuse)
    assert load_encoder(str(small_model_folder), memory).backend == "onnx"


_WRONG: dict[str, object] = {
    "max_length": "24",
    "max_tokens": 0,
    "dimension": 32.0,
    "query_prompt": None,
    "unknown_id": "[UNK]",
    "files": ["float32.onnx"],
    "refused": None,
}


@pytest.mark.parametrize("written", [[1], "[" * 200_000, *({key: _WRONG[key]} for key in _WRONG)])
def test_a_description_with_anything_in_it_is_made_anew(
    written: object,
    small_model_folder: Path,
    exported: Path,
    memory: Path,
    export_again: list[Path],
) -> None:
    path = exported / "encoder.json"
    whole = path.read_text("utf-8")
    if isinstance(written, dict):
        written = json.loads(whole) | written
    path.write_text(written if isinstance(written, str) else json.dumps(written))
    assert load_encoder(str(small_model_folder), memory).backend == "onnx"
    assert path.read_text("utf-8") == whole
    assert export_again == [exported]


@pytest.mark.parametrize("name", ["float32.onnx", "tokenizer.json"])
def test_what_does_not_start_is_no_end(
    name: str, small_model_folder: Path, exported: Path, memory: Path
) -> None:
    """Whole by its digest, but nothing that the installed library can run."""
    (exported / name).write_bytes(b"of a newer library")
    _adjust_digest(exported, name)
    encoder = load_encoder(str(small_model_folder), memory)
    assert encoder.backend == "torch"
    assert encoder.why_slow


@pytest.mark.parametrize("output", ["a tensor", "another length"])
def test_what_gives_other_vectors_is_no_end(
    output: str, small_model_folder: Path, exported: Path, memory: Path
) -> None:
    """A model that starts, and says only then that it is asked otherwise than it wants."""
    path = exported / ("float32.onnx" if output == "a tensor" else "encoder.json")
    if output == "a tensor":
        path.write_bytes(_make_other_model())
        _adjust_digest(exported, path.name)
    else:
        path.write_text(json.dumps(json.loads(path.read_text()) | {"dimension": 31}))
    encoder = load_encoder(str(small_model_folder), memory)
    assert encoder.backend == "torch"
    assert ("(['x'])" if output == "a tensor" else "32 numbers instead of 31") in encoder.why_slow


def _adjust_digest(folder: Path, name: str) -> None:
    path = folder / "encoder.json"
    record = json.loads(path.read_text())
    record["files"][name] = hash_file(folder / name)
    path.write_text(json.dumps(record))


def _make_other_model() -> bytes:
    """One that has an input of another name."""
    from onnx import TensorProto, helper

    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in "xy"]
    node = helper.make_node("Identity", ["x"], ["y"])
    graph = helper.make_graph([node], "other", values[:1], values[1:])
    opsets = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    return bytes(model.SerializeToString())


def test_a_hub_s_name_says_what_to_do(monkeypatch: pytest.MonkeyPatch, memory: Path) -> None:
    monkeypatch.setattr(loading, "fingerprint_encoder", lambda *_: "")
    with pytest.raises(ModelError, match="give one as EMBEDDING_MODEL"):
        load_encoder("nobody/such-a-model", memory, "onnx")


@pytest.mark.usefixtures("export_again")
def test_only_the_last_used_are_kept(
    small_model_folder: Path, exported: Path, memory: Path
) -> None:
    for number in range(9):
        older = exported.with_name(f"older-{number}")
        older.mkdir()
        os.utime(older, (number, number))
    (exported / "tokenizer.json").unlink()
    load_encoder(str(small_model_folder), memory)
    left = {path.name for path in exported.parent.iterdir() if path.is_dir()}
    assert left == {exported.name, *(f"older-{number}" for number in range(4, 9))}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes in /proc")
def test_an_export_ends_with_who_wants_it(small_model_folder: Path, memory: Path) -> None:
    """Killed, it leaves no process behind that writes where the next one does."""
    process = start_loading(small_model_folder, memory)
    try:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        _wait_until(
            lambda: bool(list(memory.parent.glob("encoders/*.new")) and children.read_text())
        )
        exporting = Path(f"/proc/{children.read_text().split()[0]}/cmdline")
    finally:
        process.kill()
        process.communicate()
    # Of a process that has ended and that nobody has asked for it is empty.
    _wait_until(lambda: not exporting.exists() or not exporting.read_bytes())
    assert not list(memory.parent.glob("encoders/*/encoder.json"))


def _wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.usefixtures("no_export")
def test_a_process_that_is_stopped_holds_up_nobody_for_ever(
    small_model_folder: Path,
    memory: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(exports, "_MAX_SECONDS_TO_WAIT", 0.1)
    (memory.parent / "encoders").mkdir(parents=True)
    lock = memory.parent / "encoders" / ".lock"
    with FileLock(lock), caplog.at_level(logging.INFO):
        encoder = load_encoder(str(small_model_folder), memory)
    assert encoder.backend == "torch"
    assert f"waiting for another process that is preparing the encoder ({lock})" in caplog.text
    assert "another process has been preparing it" in encoder.why_slow


def test_a_model_that_changes_meanwhile_is_not_taken_for_what_it_was(
    small_model_folder: Path, small_state: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = memory.parent.with_name("model")
    shutil.copytree(small_model_folder, model)

    def export(_: str, folder: Path, __: Path) -> None:
        shutil.copytree(small_state / "encoders" / folder.name, folder)
        config = model / "config.json"
        config.write_text(config.read_text() + "\n")

    monkeypatch.setattr(exports, "_export", export)
    encoder = load_encoder(str(model), memory)
    assert encoder.backend == "torch"
    assert "changed while it was exported" in encoder.why_slow
    assert encoder.fingerprint == fingerprint_encoder(str(model), memory)
    assert not list(memory.parent.glob("encoders/*/encoder.json"))


def test_a_folder_without_a_model_is_told_once(
    memory: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """By the process that was to export it, before it imports what takes long: what else could run
    it need not be tried."""
    told = r"^EMBEDDING_MODEL: cannot load .* \(no model is there\): give a folder with"
    with pytest.raises(ModelError, match=told):
        load_encoder(str(tmp_path), memory, "onnx")
    assert not caplog.records


def test_openvino_is_missed_before_anything_is_exported(
    small_model_folder: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [str(memory.parent)])
    monkeypatch.delitem(sys.modules, "openvino", raising=False)
    with pytest.raises(ModelError, match=r"pip install openvino"):
        load_encoder(str(small_model_folder), memory, "openvino")
    assert not (memory.parent / "encoders").exists()


@pytest.mark.usefixtures("no_export")
def test_without_onnx_runtime_nothing_is_exported(
    small_model_folder: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It took ten seconds to find out, at each start."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    encoder = load_encoder(str(small_model_folder), memory)
    assert encoder.backend == "torch"
    assert encoder.why_slow.startswith("ONNX Runtime cannot be imported: ")
    with pytest.raises(ModelError, match=r"^ENCODER_BACKEND: onnx cannot run .*: leave it empty$"):
        load_encoder(str(small_model_folder), memory, "onnx")


def test_what_is_in_the_way_is_removed(
    small_model_folder: Path, small_state: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file where its folder is to be, and what an export that was killed has left."""

    def copy(_: str, made: str, __: str) -> None:
        (exported,) = (path for path in (small_state / "encoders").iterdir() if path.is_dir())
        shutil.copytree(exported, made, dirs_exist_ok=True)

    monkeypatch.setattr(exports, "_run_exporting", copy)
    encoders = memory.parent / "encoders"
    name = f"{fingerprint_encoder(str(small_model_folder), memory)[:32]}-{exports._FORMAT}"
    (encoders / f"{name}.new").mkdir(parents=True)
    (encoders / f"{name}.new" / "float32.onnx").write_text("half of it")
    (encoders / name).write_text("no folder")
    assert load_encoder(str(small_model_folder), memory).backend == "onnx"
    assert {path.name for path in encoders.iterdir()} - {".lock"} == {name}


def test_what_ended_an_export_is_told(
    small_model_folder: Path, memory: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    killed = tmp_path / "killed"
    killed.write_text("#!/bin/sh\nkill -9 $$\n")
    killed.chmod(0o700)
    for executable, why in ((str(killed), "when memory runs out"), (None, "not known")):
        monkeypatch.setattr(sys, "executable", executable)
        encoder = load_encoder(str(small_model_folder), memory)
        assert encoder.backend == "torch"
        assert why in encoder.why_slow


def test_processes_at_once_export_once(exported_at_once: ExportedAtOnce) -> None:
    told = exported_at_once.told
    assert [output.strip() for output, _ in told] == ["onnx", "onnx"], told
    assert sum("this is done once" in errors for _, errors in told) == 1
    (folder,) = (path for path in (exported_at_once.state / "encoders").iterdir() if path.is_dir())
    assert {path.name for path in folder.iterdir()} >= {"encoder.json", "float32.onnx"}


def test_a_question_imports_no_torch(
    share_encoder: ShareEncoder, tmp_path: Path, project_dir: Path
) -> None:
    """Neither does the build; nor what tells languages, 90 MiB, for a slip. The tests' own
    processes have it all imported, so a new one is asked."""
    (tmp_path / ".env").touch()
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "keeper.txt").write_text("The keeper of the lighthouse is Mary Flint.\n")
    share_encoder(tmp_path / "state")
    code = (
        "import sys; from bot.cli.main import main\n"
        "codes = main(['index']), main(['ask', 'Who keeps the lighthose?'])\n"
        "print(codes, [name for name in ('torch', 'transformers', 'sentence_transformers', "
        "'sympy', 'sklearn', 'telegram', 'py3langid') if name in sys.modules])"
    )
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(project_dir), **env},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert "Mary Flint" in done.stdout
    assert done.stdout.splitlines()[-1] == "(0, 0) []"


def test_the_bundled_model_runs_in_eight_bits(encoder: Encoder) -> None:
    assert encoder.backend == "onnx-int8"


def test_the_setting_knows_every_backend() -> None:
    from bot.config.settings import ENCODER_BACKENDS

    assert ENCODER_BACKENDS == BACKENDS
