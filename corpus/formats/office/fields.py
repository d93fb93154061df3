"""Fields of a text processor: what it puts into the text itself, such as numbers of pages."""

import re

from corpus.formats.office.equations import is_equation, write_above, write_instruction
from corpus.formats.writing.formulas.formulas import LEFT_OUT

_HIDDEN = frozenset(
    (
        *("page", "numpages", "sectionpages", "section", "toc", "index", "toa", "rd", "tc", "xe"),
        *("ta", "filename", "revnum", "edittime", "filesize", "numwords", "numchars", "advance"),
        *("macrobutton", "gotobutton", "print", "private", "shape", "eq", "symbol"),
    )
)
_MAX_INSTRUCTION = 2000
_NAME = re.compile(r"\s*([^\s\\]{0,40})")
_INNER_LINK = re.compile(r"""\s*HYPERLINK\s+(?:\\l\s+"?|"\#)([^"\s]+)""", re.I)


class _Field:
    def __init__(self, instruction: str = "", *, is_in_result: bool = False) -> None:
        self.instruction = instruction
        self.is_in_result = is_in_result
        self.is_unseen = False
        self.has_others = False
        """Whether what other fields show is part of the instruction."""

    @property
    def is_hidden(self) -> bool:
        if not self.is_in_result:
            return True
        name = _NAME.match(self.instruction)
        return name is not None and name[1].lower() in _HIDDEN

    def show(self) -> tuple[str, bool] | None:
        if len(self.instruction) >= _MAX_INSTRUCTION and is_equation(self.instruction):
            return LEFT_OUT, True
        shown = None if self.is_unseen else write_instruction(self.instruction)
        return (LEFT_OUT, True) if shown and self.has_others else shown


class Fields:
    """The fields that the present place in a text lies in."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._hidden = 0

    @property
    def hides(self) -> bool:
        """Whether what stands here is not to be quoted."""
        return self._hidden > 0

    @property
    def is_open(self) -> bool:
        """Whether one has begun and not ended."""
        return bool(self._open)

    @property
    def link(self) -> str | None:
        """Where in the same document the innermost field leads, None if nowhere."""
        said = self._open[-1].instruction if self._open else ""
        match = _INNER_LINK.match(said)
        return f"#{match[1]}" if match else None

    def begin(self) -> None:
        """Begins a field, first with its instruction."""
        if self._open and not self._open[-1].is_in_result:
            self._open[-1].has_others = True
        self._open.append(_Field())
        self._hidden += 1

    def begin_simple(self, instruction: str) -> None:
        """Begins the result of a field with `instruction`."""
        self._open.append(_Field(instruction, is_in_result=True))
        self._hidden += self._open[-1].is_hidden

    @property
    def is_equation(self) -> bool:
        """Whether what stands here is the instruction of a formula."""
        field = self._open[-1] if self._open else None
        return field is not None and not field.is_in_result and is_equation(field.instruction)

    def add_instruction(self, text: str, *, is_seen: bool = True, is_raised: bool = False) -> None:
        """Adds to the instruction of the innermost field; `is_seen` is whether letters are that
        stand there, `is_raised` whether they stand above the line."""
        if is_raised and self.is_equation:
            text = write_above(text)
        if self._open and len(self._open[-1].instruction) < _MAX_INSTRUCTION:
            self._open[-1].instruction += text
            self._open[-1].is_unseen |= not is_seen and bool(text.strip())

    def begin_result(self) -> None:
        """Begins what the innermost field shows."""
        if self._open and not self._open[-1].is_in_result:
            self._open[-1].is_in_result = True
            self._hidden -= not self._open[-1].is_hidden

    def end(self) -> tuple[str, bool] | None:
        """Ends the innermost field; gives what it shows by its instruction, and whether that is a
        formula."""
        if not self._open:
            return None
        ended = self._open.pop()
        self._hidden -= ended.is_hidden
        return None if self.hides else ended.show()
