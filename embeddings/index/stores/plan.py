"""Of what a build in an engine consists."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from embeddings.index.stores.layout import MAX_SEGMENTS, Lengths
from embeddings.index.terms import PREFIXES, STEMS, WORDS

_FIELDS = (WORDS, STEMS, PREFIXES)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A segment in an engine: its `number` there, how many terms of each kind its passages have
    together, and how many a passage was taken to have on `average` when its words were weighed."""

    number: int
    passages: int
    totals: Mapping[str, int]
    average: Lengths


@dataclass(frozen=True, slots=True)
class Plan:
    """The segments of a build, by name."""

    segments: Mapping[str, Uploaded]


def format_plan(plan: Plan) -> str:
    """`plan` as text."""
    return json.dumps(asdict(plan))


def parse_plan(text: str) -> Plan:
    """The plan that `format_plan` made `text` of.

    :raises ValueError: if it did not.
    """
    try:
        found = json.loads(text)["segments"]
        return Plan({str(name): _parse(values) for name, values in found.items()})
    except (KeyError, TypeError, AttributeError) as exc:
        raise ValueError("it is no plan of a build") from exc


def _parse(values: Mapping[str, object]) -> Uploaded:
    number, totals, average = values["number"], values["totals"], values["average"]
    if not isinstance(totals, dict) or not isinstance(average, dict):
        raise ValueError("it is no plan of a build")
    uploaded = Uploaded(
        int(str(number)),
        int(str(values["passages"])),
        {field: int(totals[field]) for field in _FIELDS},
        {field: float(average[field]) for field in _FIELDS},
    )
    if not 0 <= uploaded.number < MAX_SEGMENTS:
        raise ValueError("it is no plan of a build")
    return uploaded
