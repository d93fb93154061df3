"""Whom the short labels of a conversation name: "Ortega:" below a turn of "Sam Ortega:"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.structure.speakers.turn_labels import TurnLabel, is_full_name

_FORMS = ("colon", "time")


def find_full_names(labels: Iterable[TurnLabel]) -> dict[str, str]:
    """Of `labels`, in the order of the text, those that are the given name or the surname of one
    full name alone that stands above them, and that name."""
    owners: dict[str, set[str]] = {}
    short: dict[str, str] = {}
    for label in labels:
        name = label.name
        if label.form not in _FORMS or name in short:
            continue
        if owners and name.casefold() in owners:
            short[name] = name.casefold()
        elif " " in name and is_full_name(name):
            for part in _parts(name):
                owners.setdefault(part, set()).add(name)
    found = {name: owners[part] for name, part in short.items()}
    return {name: next(iter(full)) for name, full in found.items() if len(full) == 1}


def in_full(label: TurnLabel, full_names: Mapping[str, str]) -> TurnLabel:
    """`label` with all of the name that it is a part of."""
    full = full_names.get(label.name)
    return replace(label, name=full) if full and label.form in _FORMS else label


def all_in_full(
    read: Sequence[Sequence[TurnLabel]], full_names: Mapping[str, str]
) -> Sequence[Sequence[TurnLabel]]:
    """The labels of each line with whole names."""
    if not full_names:
        return read
    return [[in_full(label, full_names) for label in labels] for labels in read]


def short_keys(
    read: Iterable[Sequence[TurnLabel]], full_names: Mapping[str, str], keys: frozenset[str]
) -> frozenset[str]:
    """The keys of the labels of lines that are parts of names among `keys`."""
    if not full_names:
        return frozenset()
    short = [label for labels in read for label in labels if label.name in full_names]
    return frozenset(one.key for one in short if in_full(one, full_names).key in keys)


def _parts(name: str) -> list[str]:
    """The given name, and the surname with and without what stands before it, in small letters;
    none if it is one word. What stands behind a comma is a role."""
    words = name.partition(",")[0].casefold().split()
    ends = [" ".join(words[number:]) for number in range(1, len(words))]
    return (
        [part for part in [*words[:1], *ends] if len(part) > 1 and part[-1] != "."] if ends else []
    )
