"""Moving many things as one: all of them, or none; a process that is killed meanwhile leaves a note
of what there is to undo."""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.backup.manifest import BackupError
from corpus.private_files import read_private_file, write_private_file

_NOTE = "restore_under_way.json"


def find_note(state_dir: Path) -> Path:
    """The file that is there while things are moved, and afterwards if that was cut off."""
    return state_dir / _NOTE


def explain_cut_off(state_dir: Path) -> str:
    """That a restore was cut off in the midst of its moves, and what to do, in a line; "" if none
    was."""
    if not os.path.lexists(find_note(state_dir)):
        return ""
    return (
        f"a restore into {state_dir} was cut off, and what is there is neither as it was nor as "
        "the back-up has it: run footnote restore again, which undoes that first"
    )


def refuse_cut_off(state_dir: Path) -> None:
    """:raises BackupError: if a restore was cut off: nothing there is to be used or changed."""
    if reason := explain_cut_off(state_dir):
        raise BackupError(reason)


def move_all(
    pairs: Iterable[tuple[Path, Path]],
    note: Path,
    hold: Callable[[], object] = lambda: None,
    settle: Callable[[], object] = lambda: None,
) -> None:
    """Moves the first of each pair to the second, where nothing is once those before it are moved.
    If one fails all are back where they were; if that fails as well the `note` stays. `hold` is
    called when there is nothing left to move, or to do but to undo it: no signal ends it then.
    `settle` does what belongs to the moves and is not one, behind them: where it raises they are
    undone, and that is raised.

    :raises OSError: if one cannot be moved.
    """
    moves = [_Move(source, target, source.lstat().st_ino) for source, target in pairs]
    kept = [[os.fspath(m.source), os.fspath(m.target), m.inode] for m in moves]
    write_private_file(note, json.dumps(kept).encode(), is_synced=True)
    try:
        for move in moves:
            move.source.rename(move.target)
        hold()
        settle()
        note.unlink()
    except BaseException:
        hold()
        _undo(moves, note)
        raise


def undo_moves(note: Path) -> set[Path]:
    """Undoes what a process that was killed has moved, as its note says; gives the folders that it
    moved things to.

    :raises BackupError: if it cannot be told what to undo, or something is in the way; the note
        stays, and what is to be moved yet is where it was.
    :raises OSError: if something cannot be moved.
    """
    try:
        kept = json.loads(read_private_file(note))
        moves = [_Move(Path(source), Path(target), int(inode)) for source, target, inode in kept]
    except (ValueError, TypeError, RecursionError) as exc:
        raise BackupError(
            f"{note} does not say how to undo the restore that was cut off: move what lies in the "
            "folders with .before- in their names back by hand, and remove it then"
        ) from exc
    _undo(moves, note)
    return {move.target.parent for move in moves}


@dataclass(frozen=True, slots=True)
class _Move:
    """`inode` is the number of what is moved, which it keeps: so what somebody else has put in one
    of the two places is not taken for it."""

    source: Path
    target: Path
    inode: int

    def undo(self, note: Path) -> None:
        if self._is_at(self.source):
            return
        if not self._is_at(self.target):
            problem = f"what was at {self.source} is neither there nor at {self.target}"
        elif os.path.lexists(self.source):
            problem = f"{self.source} is in the way of what is at {self.target}"
        else:
            self.target.rename(self.source)
            return
        raise BackupError(
            f"the restore that was cut off cannot be undone, as {problem}: put that in order, and "
            f"remove {note}"
        )

    def _is_at(self, path: Path) -> bool:
        try:
            return path.lstat().st_ino == self.inode
        except (FileNotFoundError, NotADirectoryError):
            return False


def _undo(moves: Sequence[_Move], note: Path) -> None:
    for move in reversed(moves):
        move.undo(note)
    note.unlink(missing_ok=True)
