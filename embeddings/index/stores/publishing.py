"""Bringing a build on this disk into an engine, and making it live there."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.private_files import MAX_KEPT_BYTES, write_private_file
from embeddings.encoders.encoder import Encoder
from embeddings.index.builds import BUILDS, BuildFolder, BusyError, remove_folder
from embeddings.index.loading import load_build
from embeddings.index.manifest import Manifest, ManifestError, read_manifest, read_regular
from embeddings.index.passage_index import PassageIndex
from embeddings.index.segments.assembly import Assembly, Selection
from embeddings.index.segments.files import SEGMENTS
from embeddings.index.segments.segment import Segment
from embeddings.index.stores.frame import pack_frame, unpack_frame, write_frame
from embeddings.index.stores.layout import (
    MAX_SEGMENTS,
    PIECE_BYTES,
    count_lengths,
    cut_pieces,
    join_pieces,
    read_number,
)
from embeddings.index.stores.mending import find_lacking, mend, read_plan
from embeddings.index.stores.opening import StoreOpener
from embeddings.index.stores.plan import Plan, Uploaded, format_plan, parse_plan
from embeddings.index.stores.store import Engine, StoreError
from embeddings.index.stores.uploading import (
    name_segment,
    read_article_terms,
    read_terms,
    upload_segment,
)

_SCRATCH = "publishing"
_PUBLISHED = "PUBLISHED"
"""Beside the builds: the names of those that were brought into an engine last."""
_MAX_DRIFT = 0.05
"""By so much of it the average length of passages may differ from that by which words were
weighed: a bot scores anew what is found by them, of somewhat more passages than it needs."""


def publish_build(
    build: Path,
    encoder: Encoder,
    engine: Engine,
    approve: Callable[[PassageIndex], None] | None,
    on_progress: Callable[[int, int], None],
    damaged: AbstractSet[str] = frozenset(),
) -> bool:
    """Makes the build in the folder `build` live in `engine`, where only what is not there is
    written, and its segments whose names are `damaged`; says whether it was not live. `approve` is
    shown the build as it is there before it goes live, and may raise; the live one stays then.
    `on_progress` is told of how many passages that are to be written how many are.

    :raises StoreError: if the engine cannot be asked or written, or the build not read; what is
        live there stays.
    :raises BusyError: if somebody else publishes.
    :raises DamagedError: if a text of the build is damaged.
    """
    try:
        manifest = read_manifest(build)
        return _publish(build, manifest, encoder, engine, approve, on_progress, damaged)
    except ManifestError as exc:
        raise StoreError(f"{build} is unusable: {exc}: run footnote index --full") from exc
    except OSError as exc:
        raise StoreError(f"cannot write beside {build}: {exc.strerror or exc}") from exc


def _publish(
    build: Path,
    manifest: Manifest,
    encoder: Encoder,
    engine: Engine,
    approve: Callable[[PassageIndex], None] | None,
    on_progress: Callable[[int, int], None],
    damaged: AbstractSet[str],
) -> bool:
    """As `publish_build`.

    :raises ManifestError, OSError: if the build cannot be read, or nothing written beside it.
    """
    engine.prepare(manifest.dimension)
    with engine.held() as check_turn:
        live = engine.find_live()
        try:
            if live == build.name:
                _mend(build, engine, damaged, check_turn, on_progress)
                _clean(engine, [live, engine.find_before()], check_turn)
                return False
            kept = [live, engine.find_before(), build.name]
            reusable = _clean(engine, kept, check_turn, is_begun_kept=True)
            if engine.read_plan(build.name) is None:
                _upload(build, manifest, engine, reusable, check_turn, on_progress)
            else:
                _mend(build, engine, damaged, check_turn, on_progress)
            _approve(build, engine, encoder, approve, check_turn)
            check_turn()
            _note_published(build, live)
            engine.switch(build.name)
        except StoreError:
            # Whoever took over from one that stood still has removed what was being written, and
            # the call that it stood still in has failed only because it took so long.
            check_turn()
            raise
        with suppress(StoreError, BusyError):  # the next one cleans up
            _clean(engine, [build.name, live], check_turn)
    return True


def _approve(
    build: Path,
    engine: Engine,
    encoder: Encoder,
    approve: Callable[[PassageIndex], None] | None,
    check_turn: Callable[[], None],
) -> None:
    """As `_check`; what is refused is removed."""
    try:
        _check(build, engine, encoder, approve)
    except BaseException:
        with suppress(StoreError, BusyError):
            check_turn()
            engine.remove_build(build.name)
        raise


def _mend(
    build: Path,
    engine: Engine,
    damaged: AbstractSet[str],
    check_turn: Callable[[], None],
    on_progress: Callable[[int, int], None],
) -> None:
    """Writes anew what of the build, which has been brought into the engine, is `damaged` or not
    there any more.

    :raises StoreError: if what it consists of is not known any more.
    """
    plan = read_plan(build.name, engine)
    if plan is None:
        raise _damaged(build.name)
    broken = find_lacking(plan, engine) | damaged
    segments = [each.segment for each in plan.segments.values()]
    count = _count_up(sum(each.passages for each in segments if each.name in broken), on_progress)
    mend(build, plan, broken, engine, check_turn, count)


def find_foreign(folder: BuildFolder, engine: Engine) -> str | None:
    """The name of the build that is live in `engine`, if it was not made in `folder`: whoever makes
    one there replaces what somebody else has made.

    :raises StoreError: if the engine cannot be asked.
    """
    live = engine.find_live()
    return None if live is None or _is_own(live, folder.path) else live


def _is_own(live: str, index_dir: Path) -> bool:
    return (index_dir / BUILDS / live).is_dir() or live in _read_published(index_dir)


def _note_published(build: Path, live: str | None) -> None:
    """Before it is live: whoever is killed then has made it all the same. What is live meanwhile
    stays one's own, however often that fails, and somebody else's what was replaced by force: else
    that one's next would be replaced as well."""
    index_dir = build.parent.parent
    names = [build.name]
    if live and live != build.name and _is_own(live, index_dir):
        names.append(live)
    write_private_file(index_dir / _PUBLISHED, "\n".join(names).encode())


def _read_published(index_dir: Path) -> list[str]:
    try:
        return read_regular(index_dir / _PUBLISHED, MAX_KEPT_BYTES).decode("ascii").split()
    except (OSError, ValueError):
        return []


def fetch_frame(engine: Engine, build: str, frame: Path) -> None:
    """Writes the frame of `build` into the empty folder `frame`.

    :raises StoreError: if it is not in the engine, or damaged.
    :raises OSError: if it cannot be written.
    """
    with tempfile.TemporaryFile(dir=frame.parent) as archive:
        for piece in engine.read_frame(build):
            try:
                archive.write(join_pieces([piece]))
            except ValueError as exc:
                raise _damaged(build) from exc
        try:
            unpack_frame(archive, frame)
        except ValueError as exc:
            raise _damaged(build) from exc


def _damaged(build: str) -> StoreError:
    return StoreError(f"the build {build} in the engine is damaged: run footnote index --full")


def _clean(
    engine: Engine,
    builds: Iterable[str | None],
    check_turn: Callable[[], None],
    *,
    is_begun_kept: bool = False,
) -> dict[str, Uploaded]:
    """Removes all but these builds, and what is of none of them; gives the segments that are left,
    by name.

    :raises BusyError: if somebody else publishes, whose builds would be removed.
    """
    kept = set(builds)
    plans = [engine.read_begun()] if is_begun_kept else []
    for build in engine.list_builds():
        if build in kept:
            plans.append(engine.read_plan(build))
        else:
            check_turn()
            engine.remove_build(build)
    there, readable = engine.list_segments(), set(engine.list_readable())
    segments: dict[str, Uploaded] = {}
    used = set()
    for plan in filter(None, plans):
        try:
            found = parse_plan(plan).segments
        except ValueError:
            return {}  # of another version: what it needs is not known, and stays
        used |= {each.segment.name for each in found.values()}
        segments |= {name: each for name, each in found.items() if each.segment.name in readable}
    for name in set(there) - used:
        check_turn()
        engine.remove_segment(name)
    return segments


def _upload(
    build: Path,
    manifest: Manifest,
    engine: Engine,
    there: dict[str, Uploaded],
    check_turn: Callable[[], None],
    on_progress: Callable[[int, int], None],
) -> None:
    """Writes what of the build is not `there`, and its frame."""
    segments = {name: Segment(build / SEGMENTS / name) for name in manifest.left_out}
    totals = {
        name: there[name].totals if name in there else count_lengths(read_terms(segment))
        for name, segment in segments.items()
    }
    selections = [
        Selection.without(segments[name], left_out) for name, left_out in manifest.left_out.items()
    ]
    average = _find_average(manifest, segments, totals)
    used = {
        name: there[name] for name in segments if name in there and _is_near(there[name], average)
    }
    lacking = find_lacking(Plan(used, average), engine)
    used = {name: each for name, each in used.items() if each.segment.name not in lacking}
    missing = [name for name in segments if name not in used]
    count = _count_up(sum(segments[name].passage_count for name in missing), on_progress)
    numbers = _count_from(map(read_number, engine.list_segments()))
    for name in missing:
        stored = name_segment(segments[name], next(numbers), average)
        upload_segment(segments[name], stored, engine, average, check_turn, count)
        used[name] = Uploaded(stored, totals[name], average)
        check_turn()
        engine.note_begun(format_plan(Plan(used, average)))
    plan = Plan({name: used[name] for name in segments}, average)
    with _scratch(build) as folder:
        frame, archive = folder / "frame", folder / "frame.zip"
        frame.mkdir()
        frequencies = Assembly(selections).count_token_passages()
        write_frame(build, manifest, plan, frequencies, frame)
        pack_frame(frame, archive)
        check_turn()
        engine.add_frame(build.name, format_plan(plan), _read_archive(archive))


def _check(
    build: Path,
    engine: Engine,
    encoder: Encoder,
    approve: Callable[[PassageIndex], None] | None,
) -> None:
    """Opens the build as a bot does."""
    with _scratch(build) as folder:
        frame = folder / build.name
        frame.mkdir()
        fetch_frame(engine, build.name, frame)
        try:
            index = load_build(frame, encoder, opener=StoreOpener(engine))
        except ManifestError as exc:
            raise _damaged(build.name) from exc
        if len(index.passages):
            index.passages[len(index.passages) - 1]
        if approve:
            approve(index)


@contextmanager
def _scratch(build: Path) -> Iterator[Path]:
    """An empty folder beside those of builds, which have room for as much; what a process that was
    killed has left there is removed. One publishes at a time."""
    folder = build.parent.parent / _SCRATCH
    remove_folder(folder)
    folder.mkdir()
    try:
        yield folder
    finally:
        remove_folder(folder)


def _find_average(
    manifest: Manifest, segments: Mapping[str, Segment], totals: Mapping[str, Mapping[str, int]]
) -> dict[str, float]:
    """How many terms of each kind a passage of the build has; `totals` are those of all that its
    segments have, of which a sixteenth may be left out of it."""
    passages, sums = 0, Counter[str]()
    for name, left_out in manifest.left_out.items():
        passages += segments[name].passage_count
        sums.update(totals[name])
        for number in left_out:
            terms = read_article_terms(segments[name], number)
            passages -= len(terms)
            sums.subtract(count_lengths(terms))
    return {field: total / max(1, passages) for field, total in sums.items()}


def _is_near(uploaded: Uploaded, average: dict[str, float]) -> bool:
    return all(
        abs(value - uploaded.average[field]) <= _MAX_DRIFT * value
        for field, value in average.items()
    )


def _count_up(total: int, on_progress: Callable[[int, int], None]) -> Callable[[int], None]:
    """What tells `on_progress` how many of `total` are done when it is told how many more are."""
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        on_progress(done, total)

    return count


def _count_from(used: Iterable[int]) -> Iterator[int]:
    """Numbers greater than those of all segments that are there. One may have been had before."""
    number = max(used, default=-1) + 1
    while number < MAX_SEGMENTS:
        yield number
        number += 1
    raise StoreError("the engine has had a million segments: choose another name in INDEX_URL")


def _read_archive(archive: Path) -> Iterator[str]:
    with archive.open("rb") as file:
        while data := file.read(PIECE_BYTES):
            yield from cut_pieces(data)
