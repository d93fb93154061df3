"""Blocks as they are read, each with the headings above it and with what leads up to it."""

from corpus.article import BlockKind, Locator
from corpus.formats.writing.assembly import Block
from corpus.formats.writing.headings import Headings, leave_out_sign
from corpus.structure.blocks.headings.releases import read_release

_MAX_CONTEXT_BLOCKS = 3
_LEADS = (":", "：")


class BlockWriter:
    """The blocks of a text, in its order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.headings = Headings()
        self.first_heading: str | None = None
        self.above: int | None = None
        """The number of the block right above, None below a heading."""
        self.outer_levels = 0
        """How many levels of headings stand above those of the text that is being read."""
        self.locator: Locator | None = None
        """Where in the file what is being read stands."""
        self.places: tuple[tuple[int, int], ...] = ()
        """Where in the next block further such places begin, as in `Block`."""
        self._is_parted = self._is_below_rule = False

    def add(
        self,
        text: str,
        kind: BlockKind,
        context: tuple[int, ...] = (),
        *,
        is_quoted: bool = True,
        is_tight: bool = False,
    ) -> int:
        """Adds a block, of the last few blocks of `context`, and gives its number. A line that is
        of another release than the headings above is a heading, too."""
        if is_quoted and kind == "prose" and (level := self._find_release(text)):
            self.headings.add(level, text)
            self.add_title(text)
            return len(self.blocks) - 1
        number = len(self.blocks)
        self.blocks.append(
            Block(
                text=text,
                kind=kind,
                headings=self.headings.path,
                label=self.headings.label,
                context=context[-_MAX_CONTEXT_BLOCKS:],
                is_quoted=is_quoted,
                is_tight=is_tight,
                is_parted=self._is_parted or self._is_below_rule,
                is_below_rule=self._is_below_rule,
                locator=self.locator,
                places=self.places,
            )
        )
        self.above, self._is_parted, self._is_below_rule = number, False, False
        return number

    def add_heading(self, level: int, text: str) -> None:
        """Adds a heading of `level`, which is a block but no paragraph."""
        level += self.outer_levels
        text = leave_out_sign(text)
        level = min(level, self.headings.find_other_release(text) or level)
        if level == 1 and not self.headings.path and not any(b.is_quoted for b in self.blocks[-1:]):
            self.first_heading = text
        self.headings.add(level, text)
        self.add_title(text)

    def _find_release(self, text: str) -> int | None:
        """The level of the release that ends with the line `text`, which is surely of another."""
        level = self.headings.find_other_release(text)
        if level is None:
            return None
        release = read_release(text)
        is_sure = release is not None and (release.is_sure or text.endswith(":"))
        return level if is_sure else None

    def add_title(self, text: str) -> None:
        """Adds a line that stands above others and is entered among the headings already."""
        self.add(text, "prose", is_quoted=False)
        self.above = None

    def part(self) -> None:
        """Parts the next block from those above it, as a rule does."""
        self.above, self._is_below_rule = None, True

    def set_apart(self) -> None:
        """As `part`, of what may still be led up to by the block above."""
        self._is_parted = True

    def leads(self) -> tuple[int, ...]:
        """The block that leads up to the next one, if that is a list, a table or code: running
        text right above it, or what leads up to the code right above it."""
        if self.above is None:
            return ()
        block = self.blocks[self.above]
        if block.kind == "code":
            return block.context
        is_lead = block.kind in ("prose", "term") and block.is_quoted
        return (self.above,) if is_lead else ()

    def announces(self) -> tuple[int, ...]:
        """As `leads`, but only if that ends in a colon, for running text."""
        leads = self.leads()
        is_announced = leads == (self.above,) and self.blocks[leads[0]].text.endswith(_LEADS)
        return leads if is_announced else ()

    def chain(self, number: int) -> tuple[int, ...]:
        """The context of what belongs to the block `number`: that of itself, and the block."""
        return (*self.blocks[number].context, number)

    @property
    def last_kind(self) -> BlockKind | None:
        """The kind of the last block, None if there is none or it is a heading."""
        return self.blocks[-1].kind if self.blocks and self.blocks[-1].is_quoted else None
