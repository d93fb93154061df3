import subprocess
from pathlib import Path

import pytest

from bot.cli.completion import _SHELLS
from bot.cli.main import main


@pytest.mark.parametrize("shell", _SHELLS)
def test_each_shell_has_a_script(
    shell: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("no assignment")  # which is no matter of a shell
    monkeypatch.chdir(tmp_path)
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "rollback" in script
    assert "for-bot" not in script


def complete_in_bash(script: str, lines: list[str], folder: Path) -> list[list[str]]:
    """What bash offers for the last word of each of the `lines` in `folder`."""
    for line in lines:
        script += f"\nCOMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n"
        script += 'COMPREPLY=(); _shtab_footnote; echo "${COMPREPLY[@]}"\n'
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, cwd=folder, timeout=60, check=False
    )
    return [line.split() for line in done.stdout.decode().splitlines()]


def test_bash_completes_commands_options_and_folders(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main(["completion", "bash"])
    (tmp_path / "texts").mkdir()
    asked = ["footnote doc", "footnote index --rol", "footnote index --corpus tex"]
    offered = complete_in_bash(capsys.readouterr().out, asked, tmp_path)
    assert offered == [["doctor"], ["--rollback"], ["texts"]]


ASKED_FOR_FILES = (
    "inspect",
    "inspect letters.txt",
    "add",
    "evaluate",
    "evaluate --off-topic",
    "evaluate --plot",
    "fit",
    "fit letters.txt",
    "backup",
    "restore",
)


def test_bash_completes_files_wherever_one_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main(["completion", "bash"])
    (tmp_path / "letters.txt").touch()
    asked = [f"footnote {words} let" for words in ASKED_FOR_FILES]
    offered = complete_in_bash(capsys.readouterr().out, asked, tmp_path)
    assert dict(zip(asked, offered, strict=True)) == {line: ["letters.txt"] for line in asked}


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("zsh", '"(*):what to look at:_files"'),
        ("zsh", '"(*)::pages, archives, or an export (result.json):_files"'),
        ("zsh", '"--plot[draw precision against coverage]:FILE.png:_files"'),
        ("zsh", '":as for evaluate:_files"'),
        ("fish", "'_shtab_footnote_using inspect; and test $_shtab_footnote_npos -ge 0' -ka "),
        ("fish", "'_shtab_footnote_using add; and test $_shtab_footnote_npos -ge 0' -ka "),
        ("fish", "'_shtab_footnote_using evaluate' -l plot -xka "),
        ("fish", "'_shtab_footnote_using fit; and test $_shtab_footnote_npos -eq 0' -ka "),
    ],
)
def test_zsh_and_fish_complete_files_likewise(
    shell: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["completion", shell])
    script = capsys.readouterr().out
    in_fish = '"(__fish_complete_path (commandline -ct))"' if shell == "fish" else ""
    assert f"{line}{in_fish}" in script
