"""Every package of the lock has a licence that was looked at."""

import pytest

from tests.supply_chain.licences import (
    PAGE,
    PERMISSIVE,
    REVIEWED,
    describe_licences,
    find_refused,
    read_licence,
)
from tests.supply_chain.lock import read_lock, read_torch


def test_every_package_has_a_licence_that_fits() -> None:
    names = [*read_lock(), read_torch().name]
    unknown = [name for name in names if not read_licence(name)]
    assert unknown == [], "what their files say goes into tests/supply_chain/licences.py"
    assert {
        name: refused for name in names if (refused := find_refused(name, read_licence(name)))
    } == {}


@pytest.mark.parametrize(
    ("expression", "refused"),
    [
        ("MIT", []),
        ("(Apache-2.0 OR BSD-2-Clause) AND 0BSD", []),
        ("Apache-2.0 WITH LLVM-exception", []),
        ("GPL-3.0-or-later", ["GPL-3.0-or-later"]),
        ("MIT AND AGPL-3.0-only", ["AGPL-3.0-only"]),
        ("LGPL-3.0-only", ["LGPL-3.0-only"]),
        ("MPL-2.0 AND MIT", ["MPL-2.0"]),
        ("GPL-2.0-only OR MIT", []),
        ("GPL-2.0-only OR MPL-1.1", ["GPL-2.0-only", "MPL-1.1"]),
        ("GPL-2.0-only OR MIT AND MPL-1.1", ["GPL-2.0-only", "MPL-1.1"]),
        ("LicenseRef-Proprietary", ["LicenseRef-Proprietary"]),
        ("BSD", ["BSD"]),
        ("see the file LICENSE", ["see", "the", "file", "LICENSE"]),
    ],
)
def test_what_is_refused(expression: str, refused: list[str]) -> None:
    assert find_refused("harbour", expression) == refused


def test_a_review_is_of_one_package() -> None:
    assert find_refused("python-telegram-bot", "LGPL-3.0-only") == []
    assert find_refused("tqdm", "LGPL-3.0-only") == ["LGPL-3.0-only"]


def test_no_review_is_left_over() -> None:
    lock = read_lock()
    for name, licence in REVIEWED:
        assert name in lock
        assert licence in read_licence(name)


def test_nothing_is_permissive_by_mistake() -> None:
    assert [name for name in PERMISSIVE if "GPL" in name] == []


def test_a_package_that_is_not_installed_says_nothing() -> None:
    assert read_licence("harbour-that-nobody-made") == ""


def test_the_page_is_up_to_date() -> None:
    """After a change of packages: `make licences`."""
    assert PAGE.read_text("utf-8").endswith("\n" + describe_licences())
