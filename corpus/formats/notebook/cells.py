"""The cells of a notebook, of whichever version its format is, and what the code in them gave."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.formats.tables.json_values import Found, Value
from corpus.formats.terminal import strip_terminal

MAX_OUTPUT = 4000
"""Characters of what a cell printed."""
_TEXT_KEYS = ("text/plain", "text")
_IS_OBJECT = re.compile(r"<[^\n]*>|(?:Figure|Axes\w*|Text)\([^\n]*\)|\[<[^\n]*>\]")
"""How a picture, or anything else that cannot be shown as text, is named."""
_OPTION = re.compile(r"#\|[ \t]*(?P<name>[a-z-]{1,20})[ \t]*(?::[ \t]*(?P<value>\w{1,10})[ \t]*)?$")
"""Of a cell for Quarto or nbdev, in the comments that it begins with."""
_MAX_OPTIONS = 20
_REMOVING = {
    f"remove{sign}{part}{end}": part
    for part in ("cell", "input", "output")
    for sign in "-_"
    for end in ("", "s" if part == "output" else "")
}
"""Tags, and what each leaves out."""
_OFF = ("false", "no")


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
    """The cell without what a page that is made of it does not show. What is only folded stays."""
    kind = cell.get("cell_type")
    level = cell.get("level", "1") if kind == "heading" else "0"
    outputs = cell.get("outputs")
    source = _join(cell.get("source") or cell.get("input"))
    hidden = _find_hidden(cell.get("metadata"), source if kind == "code" else "")
    if "cell" in hidden:
        return Cell("", "")
    given = outputs if isinstance(outputs, list) and "output" not in hidden else ()
    return Cell(
        kind=kind if isinstance(kind, str) else "",
        source="" if kind == "code" and "input" in hidden else source,
        outputs=tuple(filter(None, map(_read_output, given))),
        level=int(level) if isinstance(level, str) and level in tuple("123456") else 0,
    )


def _find_hidden(metadata: "Value | None", code: str) -> set[str]:
    """Which of "cell", "input" and "output" are not shown: by tags of Jupyter Book, what nbsphinx
    is told, and the options that code begins with."""
    said = metadata if isinstance(metadata, dict) else {}
    tags = said.get("tags")
    words = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    hidden = {_REMOVING[word] for word in words if word in _REMOVING}
    if said.get("nbsphinx") == "hidden":
        hidden.add("cell")
    return hidden | set(_read_options(code.split("\n", _MAX_OPTIONS)[:_MAX_OPTIONS]))


def _read_options(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        option = _OPTION.match(line.rstrip())
        if option is None:
            return
        name, value = option["name"], option["value"]
        if (name == "include" and value in _OFF) or (name == "hide" and value is None):
            yield "cell"
        elif name in ("echo", "output") and value in _OFF:
            yield "input" if name == "echo" else "output"


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
