"""What an engine has lost of a build that was brought into it, and writing that anew."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from embeddings.index.passage_index import PassageIndex
from embeddings.index.segments.files import SEGMENTS
from embeddings.index.segments.segment import Place, Segment
from embeddings.index.stores.frame import read_stored_text
from embeddings.index.stores.kept import unpack_pieces
from embeddings.index.stores.layout import ARTICLE, PASSAGE, name_pieces
from embeddings.index.stores.plan import Plan, Uploaded, parse_plan
from embeddings.index.stores.store import AwayError, DamagedRowsError, Engine, Store
from embeddings.index.stores.uploading import are_whole, measure_pieces, upload_segment

logger = logging.getLogger(__name__)

_SECONDS_TO_COUNT = 10.0
_SECONDS_TO_COMPARE = 5.0
"""After so long nobody waits for what would be found of a build of which nothing is known to be
missing: counting takes an engine as long as it takes to look at all rows, and comparing reads what
all passages say."""
_COMPARED_AT_ONCE = 32


def is_live_whole(engine: Engine) -> bool:
    """Whether `engine` has all of its live build, as far as numbers of rows tell, and as they can
    be counted within some seconds; also if none is live.

    :raises StoreError: if the engine cannot be asked.
    """
    live = engine.find_live()
    if live is None:
        return True
    plan = read_plan(live, engine)
    return plan is not None and not find_lacking(plan, engine)


def read_plan(build: str, engine: Engine) -> Plan | None:
    """Of what `build` consists; None if `engine` does not say it.

    :raises StoreError: if it cannot be asked.
    """
    try:
        return parse_plan(engine.read_plan(build) or "")
    except ValueError:
        return None


def find_lacking(plan: Plan, engine: Engine) -> set[str]:
    """The names of those segments of `plan` of which `engine` has no more all rows. Those whose
    rows cannot be counted within some seconds are taken to be there.

    :raises StoreError: if the engine cannot be asked.
    """
    readable = set(engine.list_readable())
    segments = [each.segment for each in plan.segments.values()]
    lacking = {segment.name for segment in segments if segment.name not in readable}
    end = time.monotonic() + _SECONDS_TO_COUNT
    for segment in sorted(segments, key=lambda each: each.passages):
        if segment.name in lacking:
            continue
        left = end - time.monotonic()
        try:
            if left > 0 and not are_whole([segment], engine, left):
                lacking.add(segment.name)
        except AwayError:
            if time.monotonic() < end:
                raise
        if time.monotonic() >= end:
            logger.info("the engine takes too long to count all rows: it is taken to have them")
            break
    return lacking


def find_damaged(build: Path, engine: Engine) -> set[str]:
    """The names of those segments of the build in the folder `build`, which is whole in `engine`,
    in which something else is there than was written. What can be compared within some seconds is,
    each time something else; nothing more of an engine that does not answer in time.

    :raises StoreError: if the engine cannot be asked.
    """
    plan = read_plan(build.name, engine)
    segments = plan.segments if plan else {}
    compared = [_Compared(build / SEGMENTS / name, each) for name, each in segments.items()]
    looks = [(each, *look) for each in compared for look in each.list_looks()]
    random.shuffle(looks)
    end = time.monotonic() + _SECONDS_TO_COMPARE
    damaged: set[str] = set()
    for each, kind, numbers in looks:
        if time.monotonic() >= end:
            break
        try:
            if each.name not in damaged and not each.is_as_written(kind, numbers, engine):
                damaged.add(each.name)
        except AwayError:  # nobody has to know it now
            break
    return damaged


def check_passages(index: PassageIndex) -> None:
    """Reads of passages and articles of `index`, whose bytes are in an engine, what can be read
    within some seconds, each time something else.

    :raises DamagedRowsError: if it is not as it was written.
    :raises StoreError: if the engine cannot be asked, or has not all of it.
    """
    rows = [(first, None) for first in range(0, len(index.passages), _COMPARED_AT_ONCE)]
    looks = [*rows, *((0, article_id) for article_id in index.article_ids)]
    random.shuffle(looks)
    end = time.monotonic() + _SECONDS_TO_COMPARE
    for first, article_id in looks:
        if time.monotonic() >= end:
            break
        if article_id is None:
            index.passages[first : first + _COMPARED_AT_ONCE]
        else:
            index.find_article(article_id)


def mend(
    build: Path,
    plan: Plan,
    broken: set[str],
    engine: Engine,
    check_turn: Callable[[], None],
    on_progress: Callable[[int], None],
) -> None:
    """Writes anew those segments of the build in the folder `build`, as `plan` says, whose names
    are `broken`. It stays what it was: so do frames that bots have of it.

    :raises StoreError: if that cannot be written.
    """
    for name, each in plan.segments.items():
        if each.segment.name in broken:
            check_turn()
            engine.remove_segment(each.segment.name)
            segment = Segment(build / SEGMENTS / name)
            upload_segment(segment, each.segment, engine, each.average, check_turn, on_progress)


class _Compared:
    """A segment of which what is in an engine is compared with its digests, as bots do."""

    def __init__(self, path: Path, uploaded: Uploaded) -> None:
        self._segment = Segment(path)
        self._stored = uploaded.segment
        self._pieces = measure_pieces(self._segment)
        self._digests = self._segment.places[:, Place._fields.index("digest")]
        self.name = uploaded.segment.name

    def list_looks(self) -> Iterator[tuple[int, range]]:
        """What is compared at once: passages or articles with these numbers."""
        counts = {PASSAGE: self._segment.passage_count, ARTICLE: self._segment.article_count}
        for kind, count in counts.items():
            for first in range(0, count, _COMPARED_AT_ONCE):
                yield kind, range(first, min(first + _COMPARED_AT_ONCE, count))

    def is_as_written(self, kind: int, numbers: range, store: Store) -> bool:
        """Whether all of these are in `store` what was written."""
        try:
            if kind == PASSAGE:
                self._read_passages(numbers, store)
            else:
                for number in numbers:
                    read_stored_text(self._segment, self._stored, number, store)
        except DamagedRowsError:
            return False
        return True

    def _read_passages(self, rows: range, store: Store) -> None:
        counts = self._pieces[rows.start : rows.stop].tolist()
        names = [
            name_pieces(self._stored.number, PASSAGE, row, count)
            for row, count in zip(rows, counts, strict=True)
        ]
        pieces = store.read_pieces([name for some in names for name in some], [self._stored])
        code = self._segment.tokens.records.code
        for row, numbers in zip(rows, names, strict=True):
            unpack_pieces(pieces, numbers, code.record_bytes, int(self._digests[row]))
