"""The table and the picture of how an index grows."""

from pathlib import Path

import pytest

from tests.benchmarks.peers.page import PAGE
from tests.benchmarks.scale_page import BEGIN, END, write_section

_FIGURES = {
    "passages": 1000,
    "kb_a_passage": 14.88,
    "ms_a_passage": None,
    "change_s": 0.34,
    "taken_over_s": 0.01,
    "opened_s": 0.03,
    "opened_mib": 3.8,
    "asked_mib": 102.9,
    "p50_ms": 7.1,
    "p95_ms": 13.9,
    "p95_clock_ms": 11.2,
    "recall": 1.0,
}


def test_the_page_has_the_last_run_and_its_picture(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Before.\n\n{BEGIN}\nold\n{END}\n\nBehind.\n")
    for passages in (2000, 5000):
        figures = [_FIGURES, _FIGURES | {"passages": passages}]
        write_section(figures, "make bench-scale", "2 cores", page)
    text = page.read_text()
    assert text.startswith("Before.\n")
    assert text.endswith(f"{END}\n\nBehind.\n")
    assert "| 5,000 | 14.9 |  | 0.34 |" in text
    assert "2,000" not in text
    assert (tmp_path / "pictures" / "scale.png").read_bytes().startswith(b"\x89PNG")


def test_a_page_without_marks_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Nothing.\n")
    with pytest.raises(ValueError, match="needs a line"):
        write_section([_FIGURES], "make bench-scale", "2 cores", page)
    assert page.read_text() == "Nothing.\n"


def test_the_project_has_such_a_page() -> None:
    text = PAGE.read_text("utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
