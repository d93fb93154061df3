"""The bill of materials holds what the lock holds."""

import json
from typing import Any

import pytest

from tests.supply_chain.bill_of_materials import FILE_DIGEST, MARKER, make_bill, write_bill
from tests.supply_chain.licences import read_licence
from tests.supply_chain.lock import read_declared, read_lock, read_torch


@pytest.fixture(scope="module")
def bill() -> Any:
    return json.loads(write_bill(make_bill()))


@pytest.fixture(scope="module")
def components(bill: Any) -> dict[str, Any]:
    return {component["name"]: component for component in bill["components"]}


def test_it_is_of_the_project(bill: Any) -> None:
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "footnote-bot"


def test_every_package_is_in_it(components: dict[str, Any]) -> None:
    packages = read_lock() | {"torch": read_torch()}
    assert components.keys() == packages.keys()
    for name, package in packages.items():
        assert components[name]["version"] == package.version
        assert components[name]["purl"] == f"pkg:pypi/{name}@{package.version}"


def test_digests_and_markers_are_those_of_the_lock(components: dict[str, Any]) -> None:
    for name, package in read_lock().items():
        stated = components[name]["properties"]
        digests = [entry["value"] for entry in stated if entry["name"] == FILE_DIGEST]
        assert sorted(digests) == sorted(package.hashes)
        markers = [entry["value"] for entry in stated if entry["name"] == MARKER]
        assert markers == ([package.marker] if package.marker else [])


def test_licences_are_those_of_the_page(components: dict[str, Any]) -> None:
    for name, component in components.items():
        (licence,) = component["licenses"]
        stated = licence.get("expression") or licence["license"]["id"]
        assert stated == read_licence(name)


def test_what_needs_what(bill: Any) -> None:
    needs = {entry["ref"]: set(entry.get("dependsOn", ())) for entry in bill["dependencies"]}
    lock = read_lock() | {"torch": read_torch()}
    declared = {f"pkg:pypi/{name}@{lock[name].version}" for name in read_declared()}
    assert declared <= needs["footnote-bot"]
    telegram = f"pkg:pypi/python-telegram-bot@{lock['python-telegram-bot'].version}"
    assert f"pkg:pypi/httpcore@{lock['httpcore'].version}" in needs[telegram]


def test_what_only_developers_use_is_told_apart(components: dict[str, Any]) -> None:
    scopes = {name: component["scope"] for name, component in components.items()}
    assert scopes["torch"] == scopes["h11"] == "required"
    assert scopes["pytest"] == scopes["mypy-extensions"] == "excluded"


def test_it_is_the_same_each_time(bill: Any) -> None:
    assert json.loads(write_bill(make_bill())) == bill
