"""Words of TeX that are set so that nobody sees them, or not set at all."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from corpus.formats.tex.symbols import TABLES
from corpus.formats.tex.tokens import SLIDES, Tokens, are_shown

_GROUNDS = frozenset(
    (
        *("CenterWallPaper", "ThisCenterWallPaper", "TileWallPaper", "ThisTileWallPaper"),
        *("ULCornerWallPaper", "ThisULCornerWallPaper", "newpagecolor", "LRCornerWallPaper"),
        *("pagecolor", "colorbox", "fcolorbox", "cellcolor", "rowcolor", "rowcolors"),
        *("columncolor", "newtcolorbox", "tcbset", "tcbox", "AddToShipoutPicture", "shadowbox"),
        *("AddToShipoutPictureBG", "backgroundsetup", "includegraphics", "psframebox", "tikz"),
        *("AddToHook", "input", "include", "subfile", "setbeamercolor", "tikzset", "put"),
    )
)
"""Commands by which what lies behind letters may be other than white, or pictures."""
_GROUND_BLOCKS = re.compile(
    r"\\begin\s?\{(?:tikzpicture|picture|pspicture|tcolorbox|mdframed|overpic|shaded|snugshade"
    r"|framed|colorbox|textblock)"
)
_CLASS = re.compile(r"\\documentclass\s?(?:\[[^\]]{0,500}\])?\s?\{([A-Za-z0-9-]{1,40})\}")
_WHITE_PAPER = re.compile(
    r"(?:ext)?(?:article|report|book|letter)|memoir|minimal|scr(?:artcl|reprt|book|lttr2)"
    r"|ams(?:art|book|proc)|IEEEtran|llncs|acmart|elsarticle|revtex4(?:-[12])?"
)
_COLOURING = frozenset(("color", "textcolor", "normalcolor", "hypersetup"))
_BLOCK_ENDS = frozenset(("begin", "end"))
_CELL_ENDS = ("sign &", "symbol \\")
"""Behind which, as behind the end of an environment, a colour may hold no more."""
_WHITE_VALUES = {
    "rgb": re.compile(r"1(?:\.0*)?,\s*1(?:\.0*)?,\s*1(?:\.0*)?"),
    "RGB": re.compile(r"255,\s*255,\s*255"),
    "HTML": re.compile(r"[Ff]{6}"),
    "gray": re.compile(r"1(?:\.0*)?"),
    "cmyk": re.compile(r"0(?:\.0*)?(?:,\s*0(?:\.0*)?){3}"),
}
_MIXED_WHITE = re.compile(
    r"white!(?:100|9[89])(?:!\w{1,20})?|\w{1,20}!0(?:!white)?|white!\d{1,3}(?:!white)?"
)
"""White with at most a trace of another colour, as the package "xcolor" mixes them."""
_BOXES = frozenset(("savebox", "sbox", "setbox", "newsavebox", "newbox"))
_ELSEWHERE = frozenset(("input", "include", "subfile"))
_ON_SLIDES = frozenset(
    ("only", "onslide", "uncover", "visible", "invisible", "alt", "frame", "item")
)
_ITEM_ENDS = frozenset(("item", "begin", "end"))
_SLIDE_BLOCKS = frozenset(("frame", "onlyenv", "uncoverenv", "visibleenv", "actionenv"))
_SHOWN_MODES = frozenset(("all", "presentation", "beamer"))
_EXCLUDING = frozenset(("excludecomment", "excludeversion"))


def find_unseen(tokens: Tokens) -> list[tuple[int, int]]:
    """The tokens, from the first to the last, that nobody sees."""
    commands = Counter(
        text for kind, text in zip(tokens.kinds, tokens.texts, strict=True) if kind == "command"
    )
    said = _CLASS.search(tokens.source)
    document_class = said[1] if said else ""
    found: list[tuple[int, int]] = []
    if commands.keys() & _EXCLUDING:
        found += _find_excluded(tokens)
    if document_class == "beamer" and commands["note"] and "show notes" not in tokens.source:
        found += _find_speaker_notes(tokens)
    if document_class == "beamer":
        found += _find_on_no_slide(tokens)
        found += _find_blocks_on_no_slide(tokens)
        found += _find_other_modes(tokens)
    if said and not commands.keys() & _ELSEWHERE and commands.keys() & _BOXES:
        found += _find_unused(tokens, commands)
    if said and not commands.keys() & (_COLOURING | _ELSEWHERE):
        found += _find_black_boxes(tokens)
    if (
        commands.keys() & _COLOURING
        and _WHITE_PAPER.fullmatch(document_class)
        and not commands.keys() & _GROUNDS
        and not _GROUND_BLOCKS.search(tokens.source)
    ):
        found += _find_white(tokens)
    return found


def _find_commands(tokens: Tokens, names: frozenset[str]) -> Iterator[tuple[int, str]]:
    for number, kind in enumerate(tokens.kinds):
        if kind == "command" and tokens.texts[number] in names:
            yield number, tokens.texts[number]


def _read_word(tokens: Tokens, number: int) -> str:
    """The one word between the braces there, `""` if there is something else."""
    is_word = tokens.closing.get(number) == number + 2
    return tokens.texts[number + 1].strip() if is_word else ""


def _find_excluded(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Environments that the file has the package "comment" leave out."""
    names = {_read_word(tokens, number + 1) for number, _ in _find_commands(tokens, _EXCLUDING)}
    ends: dict[str, list[int]] = {}
    for number, _ in _find_commands(tokens, frozenset(("end",))):
        ends.setdefault(_read_word(tokens, number + 1), []).append(number)
    for number, _ in _find_commands(tokens, frozenset(("begin",))):
        name = _read_word(tokens, number + 1)
        places = ends.get(name, []) if name in names and name else []
        place = bisect_right(places, number)
        if place < len(places):
            yield number, places[place] + 3


def _find_speaker_notes(tokens: Tokens) -> Iterator[tuple[int, int]]:
    for number, _ in _find_commands(tokens, frozenset(("note",))):
        place = number + 1
        for _ in range(2):
            if tokens.is_sign(place, "["):
                place = (tokens.find_option_end(place) or place) + 1
            elif place < len(tokens.kinds) and tokens.texts[place][:1] == "<":
                place += 1
        if place in tokens.closing:
            yield number, tokens.closing[place]


def _find_on_no_slide(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """What is shown on slide 0, which there is not, and what is invisible on all; what else says on
    which slides something is shown is no word."""
    ends = [number for number, _ in _find_commands(tokens, _ITEM_ENDS)]
    for number, name in _find_commands(tokens, _ON_SLIDES):
        place = number + 1
        slides = tokens.texts[place].strip() if place < len(tokens.kinds) else ""
        is_said = SLIDES.fullmatch(slides) is not None
        group = place + is_said
        is_hidden = is_said and not are_shown(slides)
        if name == "invisible":
            is_hidden = not is_said or slides == "<1->"
        if is_hidden and name == "item":
            following = bisect_right(ends, number)
            yield number, (ends[following] if following < len(ends) else len(tokens.kinds)) - 1
        elif is_hidden:
            yield number, tokens.closing.get(group, number)
        elif is_said:
            yield number, place


def _find_other_modes(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """What is for handouts, transparencies or articles alone, down to the next mode if it is no
    group; of the others what says so."""
    places = [number for number, _ in _find_commands(tokens, frozenset(("mode", "mode*")))]
    for number, following in pairwise((*places, len(tokens.kinds))):
        said = tokens.texts[number + 1] if number + 1 < len(tokens.kinds) else ""
        if not SLIDES.fullmatch(said):
            continue
        names = {part.partition(":")[0].strip() for part in said[1:-1].split("|")}
        if names & _SHOWN_MODES:
            yield number, number + 1
        else:
            yield number, tokens.closing.get(tokens.skip_space(number + 2), following - 1)


def _find_blocks_on_no_slide(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Frames and other environments of slide 0."""
    ends: dict[str, list[int]] = {}
    for number, _ in _find_commands(tokens, frozenset(("end",))):
        ends.setdefault(_read_word(tokens, number + 1), []).append(number)
    for number, _ in _find_commands(tokens, frozenset(("begin",))):
        name, place = _read_word(tokens, number + 1), number + 4
        said = tokens.texts[place].strip() if place < len(tokens.kinds) else ""
        if name not in _SLIDE_BLOCKS or not SLIDES.fullmatch(said):
            continue
        places = ends.get(name, [])
        if not are_shown(said) and (end := bisect_right(places, number)) < len(places):
            yield number, places[end] + 3


def _find_unused(tokens: Tokens, commands: Counter[str]) -> Iterator[tuple[int, int]]:
    """What is put into boxes whose names stand nowhere else."""
    filled: dict[str, list[tuple[int, int]]] = {}
    named: Counter[str] = Counter()
    ends = [
        number
        for number, _ in _find_commands(tokens, frozenset(("end",)))
        if _read_word(tokens, number + 1) == "lrbox"
    ]
    for number, _ in _find_commands(tokens, _BOXES):
        place = number + 1
        place += tokens.is_sign(place, "{")
        if place >= len(tokens.kinds) or tokens.kinds[place] != "command":
            continue
        box = tokens.texts[place]
        named[box] += 1
        if tokens.texts[number] in ("newsavebox", "newbox"):
            continue
        place += 1 + tokens.is_sign(place + 1, "}")
        while tokens.is_sign(place, "["):
            place = (tokens.find_option_end(place) or place) + 1
        if tokens.texts[number] == "setbox":  # =\hbox{…}
            place = next((p for p in range(place, place + 4) if tokens.is_sign(p, "{")), place)
        if place in tokens.closing:
            filled.setdefault(box, []).append((number, tokens.closing[place]))
    for number, _ in _find_commands(tokens, frozenset(("begin",))):
        is_box = _read_word(tokens, number + 1) == "lrbox"
        if is_box and tokens.closing.get(number + 4) == number + 6:
            box = tokens.texts[number + 5]
            named[box] += 1
            place = bisect_right(ends, number)
            if place < len(ends):
                filled.setdefault(box, []).append((number, ends[place] + 3))
    for box, places in filled.items():
        if commands[box] == named[box]:
            yield from places


def _find_white(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """What is white, up to where another colour may be: on white paper."""
    white = _find_white_names(tokens)
    places = [number for number, _ in _find_commands(tokens, _COLOURING | _BLOCK_ENDS)]
    enclosing = _find_enclosing(tokens, set(places))
    has_tables = any(_read_word(tokens, number + 1) in TABLES for number in places)
    for order, number in enumerate(places):
        name = tokens.texts[number]
        model, place = "", number + 1
        if tokens.is_sign(place, "["):
            end = tokens.find_option_end(place)
            model, place = tokens.write(place + 1, end or place + 1), (end or place) + 1
        value_end = tokens.closing.get(place)
        if name not in ("color", "textcolor") or value_end is None:
            continue
        value = tokens.write(place + 1, value_end)
        pattern = _WHITE_VALUES.get(model)
        is_named = not model and (value in white or _MIXED_WHITE.fullmatch(value))
        if not (pattern.fullmatch(value) if pattern else is_named):
            continue
        following = places[order + 1] if order + 1 < len(places) else len(tokens.kinds)
        if name == "textcolor":
            end = tokens.closing.get(value_end + 1)
            if end is not None and end < following:
                yield number, end
        else:
            ends = [
                enclosing.get(number, len(tokens.kinds)),
                _find_colour_end(tokens, places, order),
            ]
            if has_tables:
                ends += (tokens.find_next(key, number) for key in _CELL_ENDS)
            yield number, min(ends) - 1


def _find_colour_end(tokens: Tokens, places: list[int], order: int) -> int:
    """Where the colour of `places[order]` may hold no more: at the next, or with what it stands in;
    each place is looked at for one colour."""
    depth = 0
    for number in (places[place] for place in range(order + 1, len(places))):
        name = tokens.texts[number]
        if name == "begin" and _read_word(tokens, number + 1) == "document":
            return number
        depth += {"begin": 1, "end": -1}.get(name, 0)
        if depth < 0 or name not in _BLOCK_ENDS:
            return number
    return len(tokens.kinds)


def _find_black_boxes(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """What is black in a black box."""
    for number, name in _find_commands(tokens, frozenset(("colorbox", "fcolorbox"))):
        place = number + 1
        if name == "fcolorbox":
            place = tokens.closing.get(place, place) + 1
        end = tokens.closing.get(place)
        box = end + 1 if end is not None and tokens.write(place + 1, end) == "black" else -1
        if box in tokens.closing:
            yield number, tokens.closing[box]


def _find_white_names(tokens: Tokens) -> set[str]:
    """Names of colours that are white all along."""
    white = {"white"}
    others: set[str] = set()
    for number, name in _find_commands(tokens, frozenset(("definecolor", "colorlet"))):
        words: list[str] = []
        place = number + 1
        while place in tokens.closing and len(words) < 3:
            words.append(tokens.write(place + 1, tokens.closing[place]))
            place = tokens.closing[place] + 1
        is_white = False
        if name == "definecolor" and len(words) == 3 and words[1] in _WHITE_VALUES:
            is_white = _WHITE_VALUES[words[1]].fullmatch(words[2]) is not None
        elif name == "colorlet" and len(words) == 2:
            is_white = words[1] == "white"
        (white if is_white else others).update(words[:1])
    return white - others


def _find_enclosing(tokens: Tokens, places: set[int]) -> dict[int, int]:
    """The number of the brace that closes what each of `places` stands in, if it stands in one."""
    ends: list[int] = []
    found: dict[int, int] = {}
    for number in range(len(tokens.kinds)):
        while ends and ends[-1] <= number:
            ends.pop()
        if number in places and ends:
            found[number] = ends[-1]
        if number in tokens.closing:
            ends.append(tokens.closing[number])
    return found
