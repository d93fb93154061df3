"""Manual pages in the macros of mdoc(7): their requests to blocks."""

from collections.abc import Sequence

from corpus.formats.shapes.manual.manual_blocks import BlockWriter
from corpus.formats.shapes.manual.manual_macros import read_rows
from corpus.formats.shapes.manual.manual_source import Request
from corpus.structure.blocks.block import Block

_PAIRS = {
    "Op": "[]",
    "Oo": "[ ",
    "Oc": " ]",
    "Bq": "[]",
    "Bo": "[ ",
    "Bc": " ]",
    "Pq": "()",
    "Po": "( ",
    "Pc": " )",
    "Aq": "<>",
    "Ao": "< ",
    "Ac": " >",
    "Brq": "{}",
    "Bro": "{ ",
    "Brc": " }",
    "Dq": "“”",
    "Do": "“ ",
    "Dc": " ”",
    "Qq": '""',
    "Qo": '" ',
    "Qc": ' "',
    "Sq": "‘’",
    "So": "‘ ",
    "Sc": " ’",
    "Ql": "‘’",
}
"""The marks around what a macro encloses; of those that open or close only, one and a space."""
_NAMES = """
    Ar Cm Pa Em Sy Li Va Ev Er Ic Fa Ft Vt Dv Tn No An Ad Cd Ms Sx Lb Mt Nm Xo Xc Fn Fo Fc Lk Pf Ns
    %A %B %C %D %I %J %N %O %P %Q %R %T %U %V Ap Xr In St Fl Rv Ex Bsx Ux Bx Fx Nx Ox Dx At Rs Re
    Ta Fd Bt Ud
"""
_PLAIN = frozenset(_NAMES.split())
_SYSTEMS = {"Ux": "UNIX", "Bx": "BSD", "Fx": "FreeBSD", "Nx": "NetBSD", "Ox": "OpenBSD",
            "Dx": "DragonFly", "At": "AT&T UNIX", "Bsx": "BSD/OS"}  # fmt: skip
_CLOSING = frozenset((".", ",", ":", ";", ")", "]", "?", "!"))
_OPENING = frozenset(("(", "["))
_GLUE = "\x01"
"""Between two words that no space parts."""
_MAX_NESTING = 30
KNOWN = frozenset((*_PAIRS, *_PLAIN, "Sh", "Ss", "Pp", "Lp", "Bl", "It", "El", "Bd", "Ed", "D1",
                   "Dl", "Nd", "Dd", "Dt", "Os", "Sm", "Bk", "Ek", "TS"))  # fmt: skip
"""Macros that are what they are whatever a page defines."""


def read_mdoc(requests: Sequence[Request], name: str) -> list[Block]:
    """The blocks of a page about `name`, entries and their descriptions apart."""
    reader = _Reader(name)
    for request in requests:
        reader.read(request)
    reader.flush()
    reader.writer.end()
    return reader.writer.blocks


class _Reader:
    """Goes through the requests once; `_lists` are the kinds of the lists open, with their
    indentation."""

    def __init__(self, name: str) -> None:
        self.writer = BlockWriter()
        self._name = name
        self._lists: list[tuple[str, int]] = []
        self._counts: list[int] = []
        self._spaced = True
        self._in_synopsis = False
        self._is_named = False
        self._is_running = False
        """Whether words that are no macro's stand in the paragraph, of which a synopsis has few."""
        self._sections = 0
        self._item: list[str] | None = None

    def read(self, request: Request) -> None:
        """Takes in the next request."""
        name, arguments = request.name, request.arguments
        if self._item is not None and name in ("Xc", "El", "It", "Pp", ""):
            if name == "Xc":
                self._item.append(self._inline(arguments))
            self._end_item()
            if name == "Xc":
                return
        if name in ("Sh", "Ss"):
            self._begin_section(name, arguments)
        elif name in ("Pp", "Lp", "sp"):
            self.writer.add("") if self.writer.is_literal else self.writer.end()
        elif name in ("Bl", "El", "It"):
            self._list(name, arguments)
        elif name in ("Bd", "Ed"):
            self._display(name, arguments)
        elif name in ("D1", "Dl"):
            self.writer.begin_literal()
            self.writer.add(_strip_glue(self._inline(arguments)))
            self.writer.end_literal()
        elif name == "Sm":
            self._spaced = arguments[:1] != ("off",)
            # What is set close is apart from what stands before and behind it.
            if self._item is None:
                self.writer.add_space()
            elif self._item:
                self._item[-1:] = filter(None, [_strip_glue(self._item[-1])])
        elif name == "TS":
            self.writer.add_rows(read_rows(arguments))
        elif name == "":
            self._say(arguments[0], request.goes_on)
            self._is_running |= any(map(str.isalpha, arguments[0]))
        elif name in _PAIRS or name in _PLAIN or name == "Nd":
            self._call(name, arguments)

    def flush(self) -> None:
        """Ends an item that is still open."""
        if self._item is not None:
            self._end_item()

    def _say(self, text: str, goes_on: bool) -> None:
        if self.writer.is_literal:
            self.writer.add(text)
        elif not text.strip():
            self.writer.end()
        else:
            self.writer.add(text, goes_on or not self._spaced)

    def _breaks(self) -> bool:
        """Whether the name of the command begins a line: another way to call it."""
        self._is_running &= self.writer.is_begun
        may_be_synopsis = self._is_named or not self._is_running
        return self._in_synopsis and may_be_synopsis and not self.writer.is_literal

    def _call(self, name: str, arguments: Sequence[str]) -> None:
        text = self._inline((name, *arguments))
        if self._item is not None:
            self._item.append(text)
            return
        if name == "Nm" and self._breaks():
            self.writer.end_line()
        if name == "Nd":
            text = "– " + " ".join(arguments)
        glued = text.startswith(_GLUE)
        if glued:
            self.writer.take_space()
        self._say(_strip_glue(text), text.endswith(_GLUE))

    def _begin_section(self, name: str, arguments: Sequence[str]) -> None:
        self.writer.end_literal()
        self._lists = []
        if name == "Sh":
            self._sections += 1
            self._in_synopsis = self._sections == 2
            self._is_named = arguments[:1] == ("SYNOPSIS",)
        self.writer.add_heading(_strip_glue(self._inline(arguments)), int(name == "Ss"))

    def _list(self, name: str, arguments: Sequence[str]) -> None:
        self.writer.end_literal()
        if name == "Bl":
            kind = arguments[0].lstrip("-") if arguments else "item"
            self._lists = [*self._lists[-_MAX_NESTING:], (kind, self.writer.indent)]
            self._counts.append(0)
        elif not self._lists:
            return
        elif name == "El":
            self.writer.indent = self._lists.pop()[1]
            self._counts.pop()
        else:
            self._begin_item(arguments)

    def _begin_item(self, arguments: Sequence[str]) -> None:
        kind, indent = self._lists[-1]
        self._counts[-1] += 1
        if kind in ("bullet", "dash", "hyphen"):
            self.writer.add_term("•" if kind == "bullet" else "-", indent)
        elif kind == "enum":
            self.writer.add_term(f"{self._counts[-1]}.", indent)
        elif kind == "column":
            self.writer.indent = indent
            cells = " ".join(arguments).replace("\t", " Ta ").split(" Ta ")
            row = " | ".join(_strip_glue(self._inline(cell.split())) for cell in cells)
            self.writer.add_rows([row])
        elif arguments[-1:] == ("Xo",):
            self._item = [self._inline(arguments[:-1])]
        elif arguments:
            self.writer.add_term(_strip_glue(self._inline(arguments)), indent)
        else:
            self.writer.end()
            self.writer.indent = indent

    def _end_item(self) -> None:
        parts, self._item = self._item or [], None
        if self._lists:
            text = _strip_glue(_space_out(" ".join(part for part in parts if part)))
            self.writer.add_term(text, self._lists[-1][1])

    def _display(self, name: str, arguments: Sequence[str]) -> None:
        if name == "Ed":
            self.writer.end_literal()
        elif arguments[:1] and arguments[0].lstrip("-") in ("literal", "unfilled"):
            self.writer.begin_literal()
        else:
            self.writer.end()

    def _inline(self, arguments: Sequence[str]) -> str:
        """The text of macros and words on one line. The marks that an enclosing macro leaves open
        are closed at the end of the line, before what punctuation stands there."""
        words: list[str] = []
        closing: list[str] = []
        names = list(arguments)
        tail: list[str] = []
        while names and names[-1] in _CLOSING:
            tail.insert(0, names.pop())
        after_flag = False
        skipped = 0
        for number, word in enumerate(names):
            if skipped:
                skipped -= 1
            elif word in ("Xr", "Fn", "In") and number + 1 < len(names):
                said, skipped = _read_reference(word, names[number + 1 :])
                words.append(said)
            elif word in _PAIRS:
                left, right = _PAIRS[word][0], _PAIRS[word][1]
                if right == " ":
                    words += [left, _GLUE]
                elif left == " ":
                    words += [_GLUE, right]
                else:
                    words += [left, _GLUE]
                    closing.append(right)
            elif word in _PLAIN:
                self._say_macro(word, names[number + 1 : number + 2], words)
            elif word == _GLUE or not word:
                continue
            else:
                words.append(f"-{word}" if after_flag and word not in "|" else word)
                if number and names[number - 1] == "Pf":
                    words.append(_GLUE)
            if not self._spaced and words:
                words.append(_GLUE)
            after_flag = word == "Fl" or (
                after_flag and word not in _PLAIN and word not in _PAIRS and word == "|"
            )
        for right in reversed(closing):
            words += [_GLUE, right]
        return _space_out(" ".join((*words, *(part for mark in tail for part in (_GLUE, mark)))))

    def _say_macro(self, name: str, following: Sequence[str], words: list[str]) -> None:
        ends_here = not following or following[0] in _PLAIN or following[0] in _PAIRS
        if name == "Ns":
            words.append(_GLUE)
        elif name == "Ap":
            words += [_GLUE, "'", _GLUE]
        elif name in _SYSTEMS:
            words.append(_SYSTEMS[name])
        elif name == "Nm" and (ends_here or following[0] in _CLOSING):
            words.append(self._name)
        elif name == "Fl" and ends_here:
            words.append("-")
            if following and following[0] not in ("Ns",):
                words.append(_GLUE)
        elif name == "Ar" and ends_here:
            words.append("file ...")


def _read_reference(name: str, following: Sequence[str]) -> tuple[str, int]:
    """The page, function or file that `following` names, and how many words that takes."""
    first = following[0]
    rest = [word for word in following[1:] if word not in _PLAIN and word not in _PAIRS]
    if name == "Xr":
        section = rest[:1]
        return (f"{first}({section[0]})", 2) if section else (first, 1)
    if name == "In":
        return f"<{first}>", 1
    return f"{first}({', '.join(rest)})", 1 + len(rest)


def _strip_glue(text: str) -> str:
    return text.strip(f" {_GLUE}")


def _space_out(text: str) -> str:
    """`text` without the spaces around what is glued, nor before what closes; a mark of glue at
    either end stays."""
    words: list[str] = []
    glued = True
    for word in text.split():
        if word == _GLUE:
            glued = True
            continue
        if word not in _CLOSING and not glued and words:
            words.append(" ")
        words.append(word)
        glued = word in _OPENING
    first = f"{_GLUE} " if text.startswith(_GLUE) else ""
    return first + "".join(words) + (f" {_GLUE}" if text.endswith(_GLUE) and words else "")
