"""A folder of hostile files, always the same for a seed."""

import os
import random
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.hostile.anything import ANYTHING
from tests.support.hostile.formats import FORMATS, Format, find_format

SECRET = "quetzalcoatl"
"""A word of the file that hostile ones would have read."""
_MIB = 1 << 20
_NAMES = (
    b"line\nend.md",
    b"tab\tand\rreturn.md",
    b"\x1b[31mred\x1b[0m.md",
    b"bell\x07.md",
    b'quote".md',
    b"quote'.md",
    b"`touch escaped`.md",
    b"$(touch escaped).md",
    b";touch escaped;.md",
    b"--help.md",
    b"-rf.md",
    b"%s%n.md",
    b"{0.__class__}.md",
    b"<b>bold<b>.md",
    b"[a](javascript:alert(1)).md",
    b"back\\slash.md",
    b"..\\..\\escaped.md",
    b"~.md",
    b"C:\\a.md",
    b"CON.md",
    b" blanks .md",
    b"a.md ",
    b"a.md.",
    b"...md",
    b"\xff\xfe.md",
    b"\xed\xa0\x80.md",
    b"\xc0\xaf.md",
    "\u202egnp.md".encode(),
    "\u2066a.md".encode(),
    "\u200b.md".encode(),
    "\U000e0041.md".encode(),
    ("e" + "\u0301" * 100 + ".md").encode(),
    "\ufeffa.md".encode(),
    b"n" * 252 + b".md",
    ("\u6e2f" * 84 + ".md").encode(),
    b"a.md" * 60,
    b"A.MD",
    b"a.MD",
)
_ODD: dict[str, bytes] = {
    "empty": b"",
    "one byte": b"\x80",
    "nothing": b"\0" * 1000,
    "UTF-16": "The ferry leaves at nine.".encode("utf-16"),
    "UTF-16 of odd length": b"\xff\xfe" + "The ferry.".encode("utf-16-le") + b"a",
    "UTF-16 backwards": b"\xfe\xff" + "The ferry.".encode("utf-16-le"),
    "half a pair": b"\xff\xfe\x00\xd8a\x00",
    "UTF-32": "The ferry leaves at nine.".encode("utf-32"),
    "UTF-32 of odd length": "The ferry.".encode("utf-32") + b"ab",
    "UTF-32 beyond Unicode": b"\xff\xfe\x00\x00" + b"\xff\xff\xff\x7f" * 20,
    "marks of order": b"\xef\xbb\xbf" * 50 + b"The ferry leaves at nine.",
    "overlong": b"The ferry \xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf leaves at nine.",
    "surrogates": b"The ferry \xed\xa0\x80\xed\xb0\x80 leaves at nine.",
    "beyond Unicode": b"The ferry \xf8\x88\x80\x80\x80\xf4\x90\x80\x80 leaves at nine.",
    "UTF-7": b"+ADw-script+AD4-alert(1)+ADw-/script+AD4- The ferry leaves.",
    "line ends": b"The ferry\rleaves\r\nat\n\rnine\x0b\x0c\x85.\r",
    "controls": bytes(range(32)) * 20 + b"The ferry leaves at nine.",
    "every byte": bytes(range(256)) * 20,
    "a program": b"\x7fELF\x02\x01\x01" + b"\0" * 100,
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + b"\xff" * 100,
    "zip": b"PK\x03\x04" + b"\0" * 100,
    "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
}
_LARGE = {
    "a word": b"w",
    "a line": b"word ",
    "lines": b"The ferry leaves at nine.\n",
    "paragraphs": b"a\n\n",
    "brackets": b"[",
    "angles": b"<a>",
    "quotes": b'"a,b\n',
}


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A file below the folder, of a kind such as "cut" or "a name"."""

    path: Path
    kind: str
    format: str


@dataclass(frozen=True, slots=True)
class Size:
    """How much of each kind there is for a format."""

    cuts: int
    spoilt: int
    odd: int
    patterns: int
    pattern_bytes: int
    large: int = 0
    large_bytes: int = 0


SMALL = Size(cuts=1, spoilt=1, odd=1, patterns=1, pattern_bytes=1000)
WHOLE = Size(50, 4, 4, 12, 50_000, 1, _MIB)


def lay_hostile_files(
    folder: Path, endings: tuple[str, ...], size: Size, web: str, secret: Path, seed: int = 0
) -> list[HostileFile]:
    """Lays hostile files of each of `endings` into `folder`, and others that are hostile by their
    names or what they are; those that would reach elsewhere, for `web`, an address, and `secret`, a
    file with `SECRET` in it."""
    chance = random.Random(seed)
    laid: list[HostileFile] = []
    for ending in endings:
        format_ = find_format(ending)
        place = folder / (ending[1:] or "none")
        place.mkdir(parents=True)
        made = _make_files(format_, size, web, secret, chance)
        for number, (kind, what, data) in enumerate(made):
            path = place / f"{number:04} {kind} {what}"[:120].replace("/", "-")
            path = path.with_name(path.name.replace(".", "") + ending)
            path.write_bytes(data)
            laid.append(HostileFile(path, kind, ending))
    return laid + [HostileFile(path, kind, "any") for path, kind in _lay_others(folder, secret)]


def _make_files(
    format_: Format, size: Size, web: str, secret: Path, chance: random.Random
) -> Iterator[tuple[str, str, bytes]]:
    """Kinds, what they are of, and the bytes."""
    good = format_.good
    for number in range(size.cuts):
        share = (number + 1) / (size.cuts + 1)
        yield "cut", f"at {share:.0%}", good[: int(len(good) * share)]
    for number in range(size.spoilt):
        yield "spoilt", str(number), _spoil(good, chance)
    for name in _choose(_ODD, size.odd, chance):
        yield "odd", name, _ODD[name]
        yield "odd within", name, good[: len(good) // 2] + _ODD[name] + good[len(good) // 2 :]
    for name in _choose(FORMATS, size.odd, chance):
        if name != format_.ending:
            yield "another", name[1:], FORMATS[name].good
    patterns = {**format_.patterns, **({} if format_.is_packed else ANYTHING)}
    for name in _choose(patterns, size.patterns, chance):
        yield "repeated", name, _to_bytes(patterns[name](size.pattern_bytes))
    for number, text in enumerate(format_.reaching):
        told = text.replace("%WEB%", web).replace("%FILE%", str(secret))
        yield "reaching", str(number), told.encode()
    for name in _choose(_LARGE, size.large, chance):
        yield "large", name, _LARGE[name] * (size.large_bytes // len(_LARGE[name]))


def _choose(names: Iterable[str], most: int, chance: random.Random) -> list[str]:
    known = sorted(names)
    return sorted(chance.sample(known, min(most, len(known))))


def _spoil(good: bytes, chance: random.Random) -> bytes:
    data = bytearray(good)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(data))
        if chance.random() < 0.5:
            data[place] = chance.randrange(256)
        else:
            data[place:place] = data[max(0, place - 40) : place]
    return bytes(data)


def _to_bytes(made: str | bytes) -> bytes:
    return made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")


def _lay_others(folder: Path, secret: Path) -> Iterator[tuple[Path, str]]:
    yield from _lay_names(folder / "names")
    place = folder / "things"
    place.mkdir()
    links = {
        "out.md": secret,
        "passwords.txt": Path("/etc/passwd"),
        "itself.md": place / "itself.md",
        "nothing.md": place / "gone.md",
        "folder": folder.parent,
        "up.md": Path("../../.."),
        "device.txt": Path("/dev/zero"),
        "memory.txt": Path("/proc/self/environ"),
    }
    for name, target in links.items():
        (place / name).symlink_to(target)
        yield place / name, "a link"
    os.mkfifo(place / "pipe.md")
    yield place / "pipe.md", "a pipe"
    with suppress(OSError):  # for root alone
        os.mknod(place / "zero.md", stat.S_IFCHR | 0o600, os.makedev(1, 5))
        yield place / "zero.md", "a device"
    (place / "a.md").mkdir()
    (place / "a.md" / "within.md").write_bytes(b"The ferry leaves at nine.")
    yield place / "a.md" / "within.md", "a folder"
    with (place / "200 MB.txt").open("wb") as file:
        file.truncate(200 * _MIB)
    yield place / "200 MB.txt", "too large"


def _lay_names(place: Path) -> Iterator[tuple[Path, str]]:
    place.mkdir()
    for name in _NAMES:
        path = Path(os.fsdecode(os.fsencode(place) + b"/" + name))
        if not os.path.lexists(path):  # a file system may know no capitals
            path.write_bytes(b"The boat of this name is tied to the quay.")
            yield path, "a name"


@contextmanager
def deep_folder(folder: Path, name: str, depth: int) -> Iterator[Path]:
    """A folder called `name` in `folder`, in which lie as many in one another, each with that name;
    one file lies on top, one in the deepest. It is removed at the end, as few else could."""
    held = [os.open(".", os.O_RDONLY)]
    try:
        os.chdir(folder)
        for number in range(depth):
            os.mkdir(name)  # noqa: PTH102  # some of these have no path that a system takes
            os.chdir(name)
            if number in (0, depth - 1):
                Path("stairs.md").write_text(f"The stairs have {number + 1} steps down to here.")
        held.append(os.open(".", os.O_RDONLY))
        os.fchdir(held[0])
        try:
            yield folder / name
        finally:
            os.fchdir(held[1])
            for number in reversed(range(depth)):
                if number in (0, depth - 1):
                    Path("stairs.md").unlink()
                os.chdir("..")
                os.rmdir(name)  # noqa: PTH106
    finally:
        os.fchdir(held[0])
        for descriptor in held:
            os.close(descriptor)
