"""Which files of an archive are articles, by what lies beside them, and what they are called."""

from collections.abc import Iterator

from corpus.sources.archives.records import Item, PassedOver
from corpus.sources.archives.zip_files import Member

_PROGRAMS = frozenset(("node_modules", "vendor", "bower_components", "site-packages"))


def arrange(members: list[Member]) -> Iterator[Item]:
    """Takes out of `members` what is none of the archive's articles, and says so."""
    kept = []
    for member in members:
        if _PROGRAMS.intersection(member.path.split("/")[:-1]):
            yield PassedOver("of programs")
        else:
            kept.append(member)
    members[:] = kept
