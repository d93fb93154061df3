"""Of what a build in an engine consists."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from embeddings.index.stores.layout import MAX_SEGMENTS, Lengths, StoredSegment, is_name
from embeddings.index.words.terms import PREFIXES, STEMS, WORDS

_FIELDS = (WORDS, STEMS, PREFIXES)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A `segment` in an engine: how many terms of each kind its passages have together, and how
    many a passage was taken to have on `average` when its words were weighed."""

    segment: StoredSegment
    totals: Mapping[str, int]
    average: Lengths


@dataclass(frozen=True, slots=True)
class Plan:
    """The segments of a build, by name, and how many terms of each kind its passages have on
    `average`, without those of segments that are left out of it."""

    segments: Mapping[str, Uploaded]
    average: Lengths


def format_plan(plan: Plan) -> str:
    """`plan` as text."""
    return json.dumps(asdict(plan))


def parse_plan(text: str) -> Plan:
    """The plan that `format_plan` made `text` of.

    :raises ValueError: if it did not.
    """
    try:
        found = json.loads(text)
        segments = {str(name): _parse(values) for name, values in found["segments"].items()}
        return Plan(segments, _parse_average(found["average"]))
    except (KeyError, TypeError, AttributeError) as exc:
        raise ValueError("it is no plan of a build") from exc


def _parse(values: Mapping[str, Any]) -> Uploaded:
    segment, totals, average = values["segment"], values["totals"], values["average"]
    if not all(isinstance(each, dict) for each in (segment, totals, average)):
        raise ValueError("it is no plan of a build")
    stored = StoredSegment(
        *(int(segment["number"]), str(segment["tag"])),
        *(int(segment["passages"]), int(segment["pieces"])),
    )
    if not 0 <= stored.number < MAX_SEGMENTS or not is_name(stored.name):
        raise ValueError("it is no plan of a build")
    return Uploaded(
        stored,
        {field: int(totals[field]) for field in _FIELDS},
        _parse_average(average),
    )


def _parse_average(values: Mapping[str, Any]) -> dict[str, float]:
    return {field: float(values[field]) for field in _FIELDS}
