"""Commands, with what they print, told from headings."""

import pytest

from corpus.formats.plain_text import parse_plain_text


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        ("# tidectl -N list", "Name/IP   Mode  Key\n===================\nbuoy.org   on  12"),
        ("# pilot --show all", "no pilot on board"),
        ("# boatd -q 'moor at 12'", "moored"),
        ("# less /etc/harbour.conf", "depth = 4"),
    ],
)
def test_a_command_of_the_administrator_stands_above_what_it_prints(
    command: str, printed: str
) -> None:
    source = f"The mole\n\nIt is shown so:\n\n{command}\n{printed}\n\nThat is all of it.\n"
    _, made, paragraphs = parse_plain_text(source)
    kinds = [(p.kind, p.headings, made[p.start : p.end]) for p in paragraphs]
    assert kinds[1] == ("code", (), f"{command}\n{printed}")
    assert kinds[2] == ("prose", (), "That is all of it.")


@pytest.mark.parametrize("title", ["Boats", "who may come in", "Fees and the pilot's bill"])
def test_a_heading_marked_by_a_hash_stays_one(title: str) -> None:
    source = f"The mole\n\nIt is long.\n\n# {title}\n\nThat is all of it, and no more.\n"
    assert parse_plain_text(source)[2][-1].headings == (title,)


@pytest.mark.parametrize(
    "lines",
    [
        (
            "港に入るには <Return> を押してください。すると、水先案内人が来ま",
            "すので、<Stop> を押すまで待ちます。",
        ),
        (
            "请先按下 <回车> 键，然后等待引航员。如果他不来，请再按一次，并且",
            "查看 http://mole.example/pilot 上的说明。",
        ),
        (
            "「港の規則」には引数が二つあります。(A) 船の名前と {B} 船の長さで",
            "す。どちらも <Return> で終わります。",
        ),
    ],
)
def test_running_text_without_spaces_that_names_keys_is_no_code(lines: tuple[str, str]) -> None:
    _, made, paragraphs = parse_plain_text(f"港\n\n{lines[0]}\n{lines[1]}\n")
    assert [(p.kind, made[p.start : p.end]) for p in paragraphs] == [("prose", "".join(lines))]


@pytest.mark.parametrize(
    "code",
    [
        'print("港に入るには水先案内人が必要です")',
        "名前 = 水先案内人の名前と船の名前",
        "$ less 港に入るには.txt",
    ],
)
def test_code_that_holds_words_without_spaces_stays_code(code: str) -> None:
    _, _, paragraphs = parse_plain_text(f"港\n\n入り方は次のとおりです：\n\n    {code}\n")
    assert paragraphs[-1].kind == "code"


@pytest.mark.parametrize(
    "drawing",
    [
        "  ┌────────┐   ┌─────────┐\n  │ packed │──>│ settled │\n  └───┬────┘   └─────────┘\n"
        "   by │ hand     │\n      v          v\n  ┌──────────────────┐\n"
        "  │ The pump is off. │\n  └──────────────────┘",
        "pump\n├── handle   of steel, as it was before\n├── bolt     of tin\n└── valve    of brass",
        "╔══════╗\n║ pump ║\n╚══════╝",
    ],
)
def test_a_drawing_of_boxes_is_kept_as_it_stands(drawing: str) -> None:
    text = f"The pump is drawn here.\n\n{drawing}\n\nIt has been so since then.\n"
    _, content, paragraphs = parse_plain_text(f"The pump\n\n{text}")
    assert [paragraph.kind for paragraph in paragraphs] == ["prose", "code", "prose"]
    kept = content[paragraphs[1].start : paragraphs[1].end].split("\n")
    assert [line.strip() for line in kept] == [line.strip() for line in drawing.split("\n")]


def test_a_table_with_lines_drawn_is_none() -> None:
    rows = "┌──────┬──────┐\n│ Pump │ Cost │\n├──────┼──────┤\n│ Red  │ 12   │\n└──────┴──────┘"
    _, _, paragraphs = parse_plain_text(f"The pump\n\nIt has a price.\n\n{rows}\n\nSo it is.\n")
    assert "table" in [paragraph.kind for paragraph in paragraphs]
