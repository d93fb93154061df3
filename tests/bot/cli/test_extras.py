"""Without the packages of the extra, the commands that need them say so, and no other does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

QUESTION = '{"question": "Who keeps the lighthouse?", "answers": ["Mary Flint"]}\n'


def run_without(module: str, arguments: list[str], folder: Path) -> tuple[int, str, str]:
    """`footnote` in a process that cannot import `module`."""
    (folder / ".env").touch(0o600)
    (folder / "questions.jsonl").write_text(QUESTION)
    code = f"import sys; sys.modules[{module!r}] = None; from bot.cli.main import main\n"
    code += "sys.exit(main(sys.argv[1:]))"
    env = {name: value for name, value in os.environ.items() if not name.startswith("TELEGRAM_")}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=env | {"INDEX_DIR": str(folder / "index"), "STATE_DIR": str(folder / "state")},
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("ir_measures", ["evaluate", "questions.jsonl"]),
        ("sklearn", ["evaluate", "questions.jsonl"]),
        ("matplotlib", ["evaluate", "questions.jsonl", "--plot", "curve.png"]),
        ("sklearn", ["gaps"]),
    ],
)
def test_missing_package_is_one_line_that_names_the_extra(
    module: str, arguments: list[str], tmp_path: Path
) -> None:
    begun = (
        f"footnote: not installed: {module}; run pip install ir-measures scikit-learn matplotlib "
    )
    code, output, told = run_without(module, arguments, tmp_path)
    assert (code, output) == (1, "")
    assert told.startswith(begun) and told.count("\n") == 1
    assert "as in a container, restore a back-up elsewhere" in told, "no image has the extra"


@pytest.mark.parametrize(
    ("module", "arguments", "expected"),
    [
        ("matplotlib", ["evaluate", "questions.jsonl"], "there is no index"),
        ("sklearn", ["gaps", "--clear"], "Forgot 0 unanswered questions."),
    ],
)
def test_what_is_not_needed_is_not_missed(
    module: str, arguments: list[str], expected: str, tmp_path: Path
) -> None:
    _, output, errors = run_without(module, arguments, tmp_path)
    assert expected in output + errors
    assert "not installed" not in errors
