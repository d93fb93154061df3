"""Whose turn it is to publish in Milvus."""

import re
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from embeddings.index.builds import BusyError
from embeddings.index.stores.milvus_answers import make_rows, read_aliases
from embeddings.index.stores.milvus_connection import MilvusConnection
from embeddings.index.stores.store import AwayError, StoreError

_TURN = re.compile(r"[0-9]{1,15}")
_SECONDS_BETWEEN_SIGNS = 5.0
_SECONDS_WITHOUT_SIGN = 40.0
"""After so long somebody who holds the turn and gives no sign of life has been killed."""
_SIGN = -1
"""Under this number, that of no piece, whose turn it is gives signs of life."""


class MilvusTurns:
    """The turns of those who publish, as aliases that begin with `aliases` and end with a number,
    of the collections of `passages` and `pieces`."""

    def __init__(
        self, connection: MilvusConnection, passages: str, pieces: str, aliases: str
    ) -> None:
        self._connection = connection
        self._passages, self._pieces = passages, pieces
        self._aliases = aliases

    @contextmanager
    def held(self) -> Iterator[Callable[[], None]]:
        """As `Engine.held`.

        A turn is an alias with a number, which only one can make; it is of the collection of
        passages as long as it is held, and then of that of pieces. The highest number is the last
        turn, so whoever finds a higher one than his own has lost his.
        """
        turn = self._take()
        over = threading.Event()

        def check() -> None:
            if max(self._list(), default=0) != turn:
                raise BusyError("another build is published: run footnote index again")

        def give_signs() -> None:
            while not over.wait(_SECONDS_BETWEEN_SIGNS):
                with suppress(StoreError):
                    self._give_sign()

        signs = threading.Thread(target=give_signs, daemon=True)
        signs.start()
        try:
            yield check
        finally:
            over.set()
            signs.join()
            with suppress(StoreError):
                self._connection.write("alter_alias", self._pieces, f"{self._aliases}{turn}")

    def _take(self) -> int:
        turn, is_held = self._find_last()
        if is_held:
            self._wait_for_sign(turn)
        mine = turn + 1
        try:
            self._connection.write("create_alias", self._passages, f"{self._aliases}{mine}")
        except AwayError:
            raise
        except StoreError as exc:
            if self._find_last()[0] < mine:
                raise
            raise BusyError("another build is published now: wait until it has ended") from exc
        self._give_sign()
        for old in self._list():
            if old < mine:
                with suppress(StoreError):
                    self._connection.write("drop_alias", f"{self._aliases}{old}")
        return mine

    def _wait_for_sign(self, turn: int) -> None:
        """Returns if nobody who holds `turn` gives a sign of life.

        :raises BusyError: if somebody does.
        """
        first = self._read_sign()
        waited = 0.0
        while waited < _SECONDS_WITHOUT_SIGN:
            threading.Event().wait(_SECONDS_BETWEEN_SIGNS)
            waited += _SECONDS_BETWEEN_SIGNS
            if self._find_last() != (turn, True) or self._read_sign() != first:
                raise BusyError("another build is published now: wait until it has ended")

    def _find_last(self) -> tuple[int, bool]:
        """The number of the last turn, 0 if there was none, and whether it is held."""
        turn = max(self._list(), default=0)
        return turn, bool(turn) and self._connection.find(
            f"{self._aliases}{turn}"
        ) == self._passages

    def _list(self) -> list[int]:
        found = (
            alias.removeprefix(self._aliases)
            for collection in (self._passages, self._pieces)
            for alias in self._connection.read(read_aliases, "list_aliases", collection)
            if alias.startswith(self._aliases)
        )
        return [int(number) for number in found if _TURN.fullmatch(number)]

    def _give_sign(self) -> None:
        self._connection.write("upsert", self._pieces, make_rows({_SIGN: secrets.token_hex(8)}))

    def _read_sign(self) -> str:
        return self._connection.read_rows(self._pieces, [_SIGN]).get(_SIGN, "")
