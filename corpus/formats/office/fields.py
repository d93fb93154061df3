"""Fields of a text processor: what it puts into the text itself, such as numbers of pages."""

import re

_HIDDEN = frozenset(
    (
        *("page", "numpages", "sectionpages", "section", "toc", "index", "toa", "rd", "tc", "xe"),
        *("ta", "filename", "revnum", "edittime", "filesize", "numwords", "numchars", "advance"),
        *("macrobutton", "gotobutton", "print", "private", "shape"),
    )
)
_NAME_CHARACTERS = 40
_INNER_LINK = re.compile(r"""\s*HYPERLINK\s+(?:\\l\s+"?|"\#)([^"\s]+)""", re.I)


class _Field:
    def __init__(self, instruction: str = "", *, is_in_result: bool = False) -> None:
        self.instruction = instruction
        self.is_in_result = is_in_result

    @property
    def is_hidden(self) -> bool:
        if not self.is_in_result:
            return True
        name = self.instruction.strip().partition(" ")[0]
        return name.lower() in _HIDDEN


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
        self._open.append(_Field())
        self._hidden += 1

    def begin_simple(self, instruction: str) -> None:
        """Begins the result of a field with `instruction`."""
        self._open.append(_Field(instruction, is_in_result=True))
        self._hidden += self._open[-1].is_hidden

    def add_instruction(self, text: str) -> None:
        """Adds to the instruction of the innermost field."""
        if self._open and len(self._open[-1].instruction) < _NAME_CHARACTERS:
            self._open[-1].instruction += text

    def begin_result(self) -> None:
        """Begins what the innermost field shows."""
        if self._open and not self._open[-1].is_in_result:
            self._open[-1].is_in_result = True
            self._hidden -= not self._open[-1].is_hidden

    def end(self) -> None:
        """Ends the innermost field."""
        if self._open:
            self._hidden -= self._open.pop().is_hidden
