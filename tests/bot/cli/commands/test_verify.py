"""`footnote verify` looks words up, for which nothing has to be loaded but the index."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bot.config.settings import Settings
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import build_harbour
from tests.support.paths import PROJECT

_RUN = """
import sys
from bot.cli.main import main
code = main(["verify", "--json", "The lamp turns once in twelve seconds."])
print(sorted({"torch", "sentence_transformers", "transformers"}.intersection(sys.modules)))
sys.exit(code)
"""


def test_no_model_is_loaded(tmp_path: Path) -> None:
    given = {"CORPUS_DIR": "articles", "INDEX_DIR": "index", "STATE_DIR": "state"}
    build_harbour(Settings.from_env(given, tmp_path, tmp_path), FakeEncoder())
    (tmp_path / ".env").touch()  # or else the developer's own would count
    environment = {**os.environ, **given, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        [sys.executable, "-c", _RUN], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    found, loaded = done.stdout.splitlines()
    assert [part["verdict"] for part in json.loads(found)["parts"]] == ["verbatim"]
    assert loaded == "[]"
