"""Grafana's dashboard: of the shape that Grafana loads. That its metrics exist is held against what
a bot shows, in `tests/conversations/test_monitoring.py`."""

from itertools import combinations
from typing import Any

from tests.support.dashboard import list_expressions, read_dashboard


def test_all_that_grafana_needs_is_there() -> None:
    board = read_dashboard()
    assert board["title"]
    assert board["schemaVersion"] >= 36, "data sources by their uid"
    assert "id" not in board, "another dashboard of the installation may have it"
    names = {variable["name"] for variable in board["templating"]["list"]}
    assert names == {"datasource", "instance"}
    ids = [panel["id"] for panel in board["panels"]]
    assert len(set(ids)) == len(ids)
    for panel in board["panels"]:
        assert panel["type"] in ("stat", "timeseries")
        assert panel["title"]
        assert panel["fieldConfig"]["defaults"]["unit"]
        for target in (panel, *panel["targets"]):
            assert target["datasource"] == {"type": "prometheus", "uid": "${datasource}"}
        refs = [target["refId"] for target in panel["targets"]]
        assert refs == sorted(set(refs))


def test_panels_stand_beside_each_other() -> None:
    places = [panel["gridPos"] for panel in read_dashboard()["panels"]]
    assert all(place["x"] >= 0 and place["x"] + place["w"] <= 24 for place in places)
    assert not any(overlap(one, other) for one, other in combinations(places, 2))


def test_expressions_are_closed_and_of_the_chosen_bots() -> None:
    for expression in list_expressions():
        for opening, closing in ("()", "[]", "{}"):
            assert expression.count(opening) == expression.count(closing), expression
        assert 'instance=~"$instance"' in expression


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(
        one[start] < other[start] + other[size] and other[start] < one[start] + one[size]
        for start, size in (("x", "w"), ("y", "h"))
    )
