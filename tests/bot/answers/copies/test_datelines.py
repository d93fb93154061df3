import pytest

from bot.answers.copies.datelines import cut_dateline

REPORT = "The harbour is open again."


@pytest.mark.parametrize(
    "dateline",
    [
        "SKERRY, May 3 (Coast News) – ",
        "Skerry, 3 May (Coast News) — ",
        "LONDON (Reuters) - ",
        "NEW YORK, Nov. 3 (AP) -- ",
        "MADRID, 3 nov (EFE).- ",
        "МОСКВА, 3 ноя (ТАСС) — ",
        "(AFP) – ",
    ],
)
def test_a_dateline_is_cut(dateline: str) -> None:
    assert cut_dateline(dateline + REPORT) == REPORT


@pytest.mark.parametrize(
    "beginning",
    [
        "SMALL – ",
        "Small (boats) – ",
        "Revenue, 2024 – ",
        "Profit, 3 May – ",
        "Skerry, May 3 2024 (Coast News) – ",
        "The harbour (AP) was closed – ",
        "",
    ],
)
def test_what_says_of_what_the_rest_is_stays(beginning: str) -> None:
    assert cut_dateline(beginning + REPORT) == beginning + REPORT
