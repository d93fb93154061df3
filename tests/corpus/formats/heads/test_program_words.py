"""What programs write where a title or a name is expected."""

import pytest

from corpus.formats.heads.program_words import is_nobody, is_program_title


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - a.doc", "untitled", "Document1", "report.docx", "C:\\a\\b", "x", ""],
)
def test_titles_of_programs_are_none(title: str) -> None:
    assert is_program_title(title)


@pytest.mark.parametrize("title", ["The Harbour", "港口", "Documents of the port", "港"])
def test_others_are(title: str) -> None:
    assert not is_program_title(title)


@pytest.mark.parametrize(
    "name", ["root", "Windows User", "Microsoft Office User", "python-docx", "HP", "ab", "", "用户"]
)
def test_accounts_and_programs_are_nobody(name: str) -> None:
    assert is_nobody(name)


@pytest.mark.parametrize("name", ["李明", "Mary Flint", "Å. Ek Ö", "김철수", "Wordsworth"])
def test_persons_are_somebody(name: str) -> None:
    assert not is_nobody(name)
