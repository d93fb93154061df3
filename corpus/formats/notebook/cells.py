"""The cells of a notebook, of whichever version its format is, and what the code in them gave."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.formats.tables.json_values import Found, Value
from corpus.formats.terminal import strip_terminal

MAX_OUTPUT = 4000
"""Characters of what a cell printed."""
_TEXT_KEYS = ("text/plain", "text")
_IS_OBJECT = re.compile(r"<[^\n]*>|(?:Figure|Axes\w*|Text)\([^\n]*\)|\[<[^\n]*>\]")
"""How a picture, or anything else that cannot be shown as text, is named."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`kind` is "markdown", "code" or another; `outputs` are texts, `level` is that of a heading
    that is a cell of its own, 0 of others."""

    kind: str
    source: str
    outputs: tuple[str, ...] = ()
    level: int = 0


def read_cells(found: Found) -> Iterator[Cell]:
    """The cells that an element of a notebook's lists is or, in old formats, holds."""
    value = found.value
    if not isinstance(value, dict):
        return
    if found.path == ("cells",):
        yield _read_cell(value)
    elif found.path == ("worksheets",) and isinstance(cells := value.get("cells"), list):
        for cell in cells:
            if isinstance(cell, dict):
                yield _read_cell(cell)


def _read_cell(cell: Mapping[str, Value]) -> Cell:
    kind = cell.get("cell_type")
    level = cell.get("level", "1") if kind == "heading" else "0"
    outputs = cell.get("outputs")
    return Cell(
        kind=kind if isinstance(kind, str) else "",
        source=_join(cell.get("source") or cell.get("input")),
        outputs=tuple(
            filter(None, map(_read_output, outputs if isinstance(outputs, list) else ()))
        ),
        level=int(level) if isinstance(level, str) and level in tuple("123456") else 0,
    )


def _read_output(output: Value) -> str:
    """What is printed or given as text, `""` if that is nothing, or only the name of a picture."""
    if not isinstance(output, dict) or output.get("name", output.get("stream")) == "stderr":
        return ""
    kind = output.get("output_type")
    if kind not in ("stream", "execute_result", "display_data", "pyout"):
        return ""
    data = output.get("data")
    holder = data if isinstance(data, dict) else output
    text = next((_join(holder[key]) for key in _TEXT_KEYS if key in holder), "")
    text = strip_terminal(text[: 2 * MAX_OUTPUT]).strip("\n")[:MAX_OUTPUT].rstrip()
    return "" if _IS_OBJECT.fullmatch(text.strip()) else text


def _join(source: "Value | None") -> str:
    """A text that may be kept as a list of its lines."""
    if isinstance(source, str):
        return source
    lines = source if isinstance(source, list) else []
    return "".join(line for line in lines if isinstance(line, str))
