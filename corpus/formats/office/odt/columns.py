"""Columns of an OpenDocument table, of which some may be folded up."""

from dataclasses import dataclass, field

_MAX_COLUMNS = 1000


@dataclass(slots=True)
class Columns:
    """The columns of a table that are hidden, and where in its row the next cell stands."""

    _hidden: list[bool] = field(default_factory=list)
    _groups: list[bool] = field(default_factory=list)
    """Of the groups of columns that are open, whether they are folded up."""
    _place: int = 0

    def open_group(self, *, is_hidden: bool) -> None:
        """A group of columns begins."""
        self._groups.append(is_hidden)

    def close_group(self) -> None:
        """One ends."""
        del self._groups[-1:]

    def add(self, count: int, *, is_hidden: bool) -> None:
        """So many columns follow."""
        left = _MAX_COLUMNS - len(self._hidden)
        self._hidden += [is_hidden or any(self._groups)] * min(count, left)

    def open_row(self) -> None:
        """A row begins."""
        self._place = 0

    def hide(self, spanned: int) -> bool:
        """Whether nothing is seen of the next cell, which goes over so many columns."""
        over = self._hidden[self._place : self._place + spanned]
        return bool(over) and all(over)

    def go_on(self, count: int) -> None:
        """So many cells have begun, or are covered by others."""
        self._place += count
