"""Formulas that MathJax, KaTeX or MediaWiki drew, tag by tag: each is said once."""

from collections.abc import Callable, Mapping

from corpus.formats.writing.formulas.formulas import LEFT_OUT
from corpus.formats.writing.formulas.mathml import write_math_markup
from corpus.formats.writing.formulas.pictures import write_tex

FRAMES = frozenset(
    ("katex", "mathjax", "mathjax_chtml", "mathjax_svg", "mjx-chtml", "mwe-math-element")
)
"""Classes of what frames a formula; others call so what is yet to be drawn."""
_DRAWING = frozenset(("math", "nobr", "svg", "img", "mjx"))
_DRAWING_CLASSES = ("katex-", "mjx-", "mwe-math-")
_BLOCKS = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "section", "pre", "hr"),
        *("table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
"""What stands in no formula."""


class DrawnFormulas:
    """Formulas that tags in a line frame, which are given to `add`."""

    def __init__(self, add: Callable[[str], None]) -> None:
        self._add = add
        self._frame = ""
        self._depth = 0
        self._is_new = False
        """Whether nothing has come yet that tells whether a frame holds what a program drew."""
        self._is_said = False
        """Of the frame that is open, or right behind it."""
        self._is_owed = False

    @property
    def is_open(self) -> bool:
        """Whether what comes is drawn, and no words."""
        return self._depth > 0 and not self._is_new

    def open(self, name: str, attributes: Mapping[str, str]) -> bool:
        """A tag called `name`, in lower case, begins an element, or is one without an end; whether
        it is only there to draw a formula."""
        if name in _BLOCKS:
            self.end()
            return False
        classes = attributes.get("class", "").lower().split()
        if self._is_new:
            self._is_new = False
            is_drawing = any(one.startswith(_DRAWING_CLASSES) for one in classes)
            if name not in _DRAWING and not is_drawing:
                self._depth = 0
        if self._depth:
            self._depth += name == self._frame
            return True
        if name == "mjx" or (name == "span" and not FRAMES.isdisjoint(classes)):
            self._open_frame(name, attributes.get("data-mathml"))
        return False

    def close(self, name: str) -> bool:
        """An element called `name` ends; whether it was only there to draw a formula."""
        if name in _BLOCKS:
            self.end()
        if self._depth and name == self._frame:
            self._depth -= 1
            self._is_owed = not (self._depth or self._is_new or self._is_said)
            self._is_new = False
        return self._depth > 0

    def add_text(self, text: str) -> None:
        """Words come, in the frame or behind it."""
        if not text.strip():
            return
        if self._is_new:
            self._is_new, self._depth = False, 0
        if not self._depth:
            self.end()
            self._is_said = False

    def add_formula(self, said: str) -> None:
        """A formula in MathML or a picture of one comes, perhaps beside what draws it."""
        self._is_new = False
        if not self._depth:
            self.end()
            self._add(said)
        elif not self._is_said:
            self._add(said)
        self._is_said = self._depth > 0

    def add_source(self, source: str) -> None:
        """The source of a formula in TeX, perhaps behind what was drawn of it."""
        if self._depth:
            return
        if not self._is_said:
            self._is_owed = False
            self._add(write_tex(source) or LEFT_OUT)
        self._is_said = False

    def end(self) -> None:
        """The line ends, or goes on behind a formula."""
        if self._is_owed or (self.is_open and not self._is_said):
            self._add(LEFT_OUT)
            self._is_said = True
        self._depth, self._is_owed, self._is_new = 0, False, False

    def _open_frame(self, name: str, markup: str | None) -> None:
        self.end()
        self._frame, self._depth = name, 1
        said = LEFT_OUT if markup is None else write_math_markup(markup)
        self._is_new, self._is_said = markup is None, said != LEFT_OUT
        if self._is_said:
            self._add(said)
