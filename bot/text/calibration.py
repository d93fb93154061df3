"""What confidence rests on, for the owner."""

from bot.text.translation import gettext, ngettext
from embeddings import Fitted, Manifest


def describe_calibration(manifest: Manifest, fitted: Fitted | None) -> str:
    """One line: what the encoder finds alike in these articles, and whether confidence was fitted
    to the owner's questions."""
    likeness = manifest.likeness.get("")
    if likeness is None:
        line = gettext("Confidence is not calibrated, as there are too few sentences.")
    else:
        line = gettext(
            "Confidence is calibrated: unrelated texts are {unrelated} alike, a sentence and its "
            "passage {own}."
        ).format(unrelated=f"{likeness['unrelated']:.2f}", own=f"{likeness['own']:.2f}")
    if fitted is None or not is_used(fitted, manifest):
        return line
    return f"{line} " + ngettext(
        "It is fitted to {count} question of yours.",
        "It is fitted to {count} questions of yours.",
        fitted.questions,
    ).format(count=fitted.questions)


def is_used(fitted: Fitted, manifest: Manifest) -> bool:
    """Whether what was fitted is for the encoder of this index."""
    return fitted.is_for(manifest.encoder, manifest.encoder_fingerprint)


def explain_unused() -> tuple[str, str]:
    """That what was fitted is not used, and what to do."""
    return (
        gettext("Confidence was fitted with another encoder, and that is not used."),
        gettext("Run footnote fit again, or footnote fit --reset."),
    )
