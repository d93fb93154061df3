"""Confidence fitted to an owner's own questions, kept beside the index: it outlives builds."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from corpus import FootnoteError
from corpus.private_files import MAX_KEPT_BYTES, write_private_file
from embeddings.index.manifest import read_regular
from embeddings.retrieval.parameters import RankingParameters

FITTED_NAME = "confidence.json"
_FORMAT = 2
_CHECKSUM = "sha256"
_MAX_NUMBER = 1e6
"""No fit comes near; beyond, products of them are no numbers any more."""

FITTED_NUMBERS = (
    "similarity_slope",
    "similarity_offset",
    "length_slope",
    "number_penalty",
    "word_penalty",
    "coverage_slope",
    "coverage_middle",
)
"""Those of `RankingParameters` that are fitted."""


class FittedError(FootnoteError):
    """What was fitted cannot be read or written; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """`numbers` are those of `FITTED_NUMBERS`, by name, for the encoder with this name and
    fingerprint; `questions` and `off_topic` are how many there were of each."""

    encoder: str
    encoder_fingerprint: str
    numbers: dict[str, float]
    questions: int
    off_topic: int

    def is_for(self, encoder: str, fingerprint: str) -> bool:
        """Whether it was fitted with this encoder: it says nothing of any other."""
        return (self.encoder, self.encoder_fingerprint) == (encoder, fingerprint)

    def change(self, parameters: RankingParameters) -> RankingParameters:
        """`parameters` with the fitted numbers."""
        return replace(parameters, **self.numbers)  # type: ignore[arg-type]


def write_fitted(fitted: Fitted, index_dir: Path) -> None:
    """Writes `fitted` into the index folder, in one step.

    :raises FittedError: if it cannot be written.
    """
    path = index_dir / FITTED_NAME
    try:
        write_private_file(path, _format({"format": _FORMAT, **asdict(fitted)}))
    except OSError as exc:
        raise _explain("write", path, exc) from exc


def read_fitted(index_dir: Path) -> Fitted | None:
    """What was fitted for the index in the folder `index_dir`; None if nothing was.

    :raises FittedError: if the file is damaged.
    """
    path = index_dir / FITTED_NAME
    try:
        data = read_regular(path, MAX_KEPT_BYTES)
        values = json.loads(data)
        del values[_CHECKSUM]
        if _format(values) != data:
            raise ValueError("it is not as it was written")
        return _check(values)
    except FileNotFoundError:
        return None
    except IsADirectoryError as exc:
        raise _explain("read", path, exc) from exc
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as exc:
        raise FittedError(
            f"{path} is damaged: run footnote fit again, or footnote fit --reset"
        ) from exc


def remove_fitted(index_dir: Path) -> bool:
    """Removes what was fitted; False if there was nothing.

    :raises FittedError: if it cannot be removed.
    """
    path = index_dir / FITTED_NAME
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as exc:
        raise _explain("remove", path, exc) from exc
    return True


def _explain(what: str, path: Path, error: OSError) -> FittedError:
    """That one cannot do `what` with `path`. What is in a folder of that name is not ours."""
    for place in (path, _name_new(path)):
        if place.is_dir():
            return FittedError(f"{place} is a folder: remove it")
    return FittedError(f"cannot {what} {path}: {error.strerror or error}")


def _name_new(path: Path) -> Path:
    return path.with_name(f"{FITTED_NAME}.new")


def _format(values: dict[str, object]) -> bytes:
    """`values` as JSON, with a digest of them: a number may be another one and look as good."""
    checksum = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
    return json.dumps(values | {_CHECKSUM: checksum}, indent=1).encode() + b"\n"


def _check(values: dict[str, object]) -> Fitted:
    numbers, texts = values["numbers"], (values["encoder"], values["encoder_fingerprint"])
    counts = (values["questions"], values["off_topic"])
    if (
        values["format"] != _FORMAT
        or not isinstance(numbers, dict)
        or set(numbers) != set(FITTED_NUMBERS)
        or not all(type(n) in (int, float) and abs(n) <= _MAX_NUMBER for n in numbers.values())
    ):
        raise ValueError("its numbers are not those that are fitted")
    encoder, fingerprint = map(str, texts)
    questions, off_topic = (count if isinstance(count, int) else 0 for count in counts)
    return Fitted(encoder, fingerprint, numbers, questions, off_topic)
