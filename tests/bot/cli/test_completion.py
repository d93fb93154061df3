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


def test_bash_completes_commands_options_and_folders(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main(["completion", "bash"])
    (tmp_path / "texts").mkdir()
    asked = ["footnote doc", "footnote index --rol", "footnote index --corpus tex"]
    script = capsys.readouterr().out
    for line in asked:
        script += f"\nCOMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n"
        script += 'COMPREPLY=(); _shtab_footnote; echo "${COMPREPLY[@]}"\n'
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, cwd=tmp_path, timeout=60, check=False
    )
    assert done.stdout.decode().split() == ["doctor", "--rollback", "texts"]
