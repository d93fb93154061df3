"""Files of pages: what was remembered of them leads nowhere else."""

from contextlib import closing
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.sources.memory import Memory
from bot.sources.rows import PageRow, SourceKind
from bot.sources.storing import Store, TakenOutError

ADDRESS = "https://quay.example/a"


@pytest.mark.parametrize("name", ["/dev/zero", "../apart/x.md", "//dev/zero"])
def test_what_was_remembered_leads_out_of_no_folder(name: str, tmp_path: Path) -> None:
    """As in a back-up of a stranger, that was put back."""
    (tmp_path / "articles").mkdir()
    passing = tmp_path / "apart" / ".footnote-0123456789abcdef"
    passing.parent.mkdir()
    passing.write_text("mine")
    env = {name: str(tmp_path / name) for name in ("INDEX_DIR", "STATE_DIR")}
    settings = Settings.from_env(
        {"CORPUS_DIR": str(tmp_path / "articles"), **env}, tmp_path, tmp_path
    )
    with closing(Memory.of_settings(settings)) as memory:
        store = Store.of_settings(settings, memory, lambda seconds: None)
        row = PageRow(ADDRESS, SourceKind.PAGE, ADDRESS, file=name, written="00", pending="11")
        with memory.changing():
            memory.put_page(row)
        assert store.read(row) is None
        with pytest.raises(TakenOutError):
            store.check(row)
        store.settle()
        assert not memory.list_pending()
    assert passing.exists()
