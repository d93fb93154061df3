"""One kind of access to a database: to read, or to write."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.errors import DatabaseError, LockedError
from bot.storage.opening import UnknownVersionError
from bot.storage.patience import Patience


@dataclass(frozen=True, slots=True)
class Access:
    """`engine` has the connections, each of whose transactions is of this kind; of one process who
    does not have the `turn` waits for it. `explain` says what an error means."""

    engine: Engine
    patience: Patience
    turn: AbstractContextManager[object]
    explain: Callable[[Exception], DatabaseError]

    @contextmanager
    def transact(self, open_once: Callable[[], None]) -> Iterator[Connection]:
        """A transaction, of a database that `open_once` has made ready.

        :raises DatabaseError: if that cannot be; nothing of it is kept.
        """
        with self.turn:
            try:
                open_once()
                with self.engine.begin() as connection:
                    yield connection
            except (OSError, SQLAlchemyError, UnknownVersionError) as exc:
                error = self.explain(exc)
                if isinstance(error, LockedError):
                    self.patience.lose()
                raise error from exc
            self.patience.regain()
