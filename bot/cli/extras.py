"""Packages that not every installation has."""

from importlib.util import find_spec

from corpus import FootnoteError

_EVALUATION = "ir-measures scikit-learn matplotlib"
"""Not the extra's name: where Footnote is not, pip would look for whatever package has that."""


class MissingExtraError(FootnoteError):
    """A command needs packages that are not installed."""


def check_evaluation_extra(*modules: str) -> None:
    """Of the packages that only owners at their desk need, not the bot.

    :raises MissingExtraError: if any of `modules` cannot be imported.
    """
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise MissingExtraError(
            f"not installed: {', '.join(missing)}; run pip install {_EVALUATION} where Footnote "
            "is installed (docs/installing.md has the way of uv and pipx), or, where nothing can "
            "be added, as in a container, restore a back-up elsewhere, and run this there"
        )
