"""Grafana's dashboard, and what it asks Prometheus for."""

import json
import re
from typing import Any

from tests.support.paths import PROJECT

_METRIC = re.compile(r"\b(?:footnote|process)_\w+")
_LABEL = re.compile(r"\b(\w+)\s*(?:=~|!~|!=|=)\s*\"|\bby \((\w+)\)|\{\{(\w+)\}\}")


def read_dashboard() -> dict[str, Any]:
    """All of it."""
    board = json.loads((PROJECT / "deploy" / "grafana-dashboard.json").read_text("utf-8"))
    assert isinstance(board, dict)
    return board


def list_expressions() -> list[str]:
    """What its panels ask, with what they write beside a line."""
    return [
        f"{target['expr']} {target['legendFormat']}"
        for panel in read_dashboard()["panels"]
        for target in panel["targets"]
    ]


def find_asked() -> set[tuple[str, str]]:
    """Each metric, as it is sampled, with each label that an expression asks it for, `""` if with
    none."""
    return {
        (metric, label)
        for expression in list_expressions()
        for metric in _METRIC.findall(expression)
        for label in ("", *filter(None, sum(_LABEL.findall(expression), ())))
        if label not in ("instance", "job")  # which Prometheus gives to all
    }
