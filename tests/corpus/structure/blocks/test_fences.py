"""Code between two lines of signs."""

import pytest

from corpus.formats.plain_text import parse_plain_text

RULE = "-" * 70
CODE = "if ready {\n    start(x);\n    y = f(x);\n}"


def kinds(text: str) -> list[tuple[str, str]]:
    _, body, paragraphs = parse_plain_text(text)
    return [(p.kind, body[p.start : p.end].split("\n")[0]) for p in paragraphs]


@pytest.mark.parametrize("rule", [RULE, "=" * 60, "." * 50])
def test_rules_that_part_sections_with_headings_hold_no_code(rule: str) -> None:
    text = (
        "The notes of the mill, of all its wheels.\n\n"
        f"{rule}\n\nThe wheel\n=========\n\nIt turns when the gate is open.\n\n{CODE}\n\n"
        f"{rule}\n\nIt is old."
    )
    found = kinds(text)
    assert ("prose", "It turns when the gate is open.") in found
    assert ("code", "if ready {") in found
    assert not any(first.startswith("The wheel") for _, first in found)


def test_code_between_two_rules_is_one_block() -> None:
    found = kinds(
        f"Type this at the gate of the mill:\n\n----\n{CODE}\n----\n\nThen it turns again."
    )
    assert [kind for kind, _ in found] == ["prose", "code", "prose"]


@pytest.mark.parametrize("rule", [RULE, "=" * 60])
def test_a_rule_above_a_title_closes_no_code(rule: str) -> None:
    text = (
        "The notes of the mill, of all its wheels.\n\nIt turns when the gate is open.\n\n"
        f"{rule}\n\n{CODE}\n\nNobody knows who wrote this.\n\n"
        f"{rule}\n2. The gate\n{rule}\n\nIt is of oak."
    )
    _, body, paragraphs = parse_plain_text(text)
    found = {body[p.start : p.end].split("\n")[0]: p for p in paragraphs}
    assert found["if ready {"].kind == "code"
    assert found["Nobody knows who wrote this."].kind == "prose"
    assert found["It is of oak."].headings == ("2. The gate",)


def test_code_right_below_a_question_keeps_its_lines() -> None:
    found = kinds(
        "The notes of the mill, of all its wheels.\n\n"
        "1.2. Why does the wheel not turn in this plan?\n    int wheel[5];\n\n    return 0;\n\n"
        "It is never told to.\n"
    )
    assert ("list", "1.2. Why does the wheel not turn in this plan?") in found
    assert ("code", "int wheel[5];") in found
