"""What of a text in Org is exported, by the tags of its headlines and what it says of them."""

import re
from collections.abc import Iterator, Sequence

from corpus.formats.org.lines import BLOCK, BLOCK_END, KEYWORD, Headline, read_headline

_EXCLUDED = frozenset(("noexport",))
"""Tags of what is not exported, unless the file names others."""
_ARCHIVED = "ARCHIVE"
_MAX_TAGS = 100
_NO_CODE = re.compile(r"[ \t]:exports[ \t]+(?:none|results)\b")


class Exporting:
    """Which headlines of `lines` are exported, `states` being the words that say how far a task
    is."""

    def __init__(self, lines: Sequence[str], states: frozenset[str]) -> None:
        said: dict[str, set[str]] = {"exclude_tags": set(), "select_tags": set(), "filetags": set()}
        self._shows_archived = False
        for name, value in _find_keywords(lines):
            if name in said and len(said[name]) < _MAX_TAGS:
                said[name].update(value.replace(":", " ").split()[:_MAX_TAGS])
            elif name == "options":
                self._shows_archived |= "arch:t" in value.split()
        self._excluded = frozenset(said["exclude_tags"]) or _EXCLUDED
        self._excludes_all = bool(self._excluded & said["filetags"])
        select = said["select_tags"]
        self._unselected = (
            set() if select & said["filetags"] else _find_unselected(lines, states, select)
        )

    def leaves_out(self, headline: Headline, number: int) -> bool:
        """Whether neither the headline in the line `number` nor what is below it is exported."""
        is_excluded = self._excludes_all or bool(headline.tags & self._excluded)
        return headline.is_comment or is_excluded or number in self._unselected

    def leaves_out_below(self, headline: Headline) -> bool:
        """Whether what is below `headline` is not, though it is itself."""
        return _ARCHIVED in headline.tags and not self._shows_archived


def exports_no_code(options: str) -> bool:
    """Whether the `options` of a block of code say that at most what it gave is exported."""
    return _NO_CODE.search(options) is not None


def _find_keywords(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Keywords of the text, in lower case, with their values; those that a block shows are none."""
    inside = ""
    for line in lines:
        if "#+" not in line:
            continue
        if inside:
            end = BLOCK_END.fullmatch(line)
            inside = "" if end and end["name"].casefold() == inside else inside
        elif begin := BLOCK.match(line):
            inside = begin["name"].casefold()
        elif keyword := KEYWORD.match(line):
            yield keyword["name"].casefold(), keyword["value"]


def _find_unselected(lines: Sequence[str], states: frozenset[str], select: set[str]) -> set[int]:
    """The lines of headlines that have none of the tags in `select`, nor stand above or below one
    that has; none if no headline has one."""
    above: list[tuple[int, int, bool]] = []
    found: set[int] = set()
    chosen: set[int] = set()
    for number, line in enumerate(lines if select else ()):
        headline = read_headline(line, states) if line[:1] == "*" else None
        if headline is None:
            continue
        while above and above[-1][0] >= headline.level:
            above.pop()
        is_chosen = bool(select & headline.tags) or (bool(above) and above[-1][2])
        above.append((headline.level, number, is_chosen))
        found.add(number)
        if is_chosen:
            chosen.update(each for _, each, _ in above)
    return found - chosen if chosen else set()
