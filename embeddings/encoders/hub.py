"""Models in a folder or on a hub: where they are, and one clear line if they cannot be loaded."""

import importlib.util
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus import FootnoteError

_HUB_NAME = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?", re.ASCII)
_HUB_TIMEOUT_SECONDS = 5
_LIBRARIES = {
    "torch": "torch",
    "transformers": "transformers",
    "sentence_transformers": "sentence-transformers",
}
"""What loads models, by the names under which it is imported and installed."""


NO_CODE = "could not create a primitive"
"""How oneDNN says that it may not write code, by which torch computes."""
_LETS_WRITE_CODE = (
    "torch has to write code while it runs: run footnote doctor by hand once, which prepares what "
    "needs none, or, for ENCODER_BACKEND=torch and rerankers, let the unit of systemd do so by "
    "MemoryDenyWriteExecute=no (systemctl edit footnote, see docs/running.md)"
)


class ModelError(FootnoteError):
    """A model cannot be used; the text says what to do."""


def find_model_folder(variable: str, name: str, default: str) -> Path | None:
    """The folder `name`; None if it is a name on a hub. `variable` is where it was set, `default`
    what an empty one means.

    :raises ModelError: if it can be neither.
    """
    try:
        folder = Path(name).expanduser().resolve()
        if folder.is_dir():
            return folder
    except (OSError, RuntimeError, ValueError):
        pass  # not to be reached, no such user's home, or no possible path: no folder in any case
    if not _HUB_NAME.fullmatch(name):
        raise ModelError(
            f"{variable}: {name!r} is no folder and no name on a hub: give one of them, "
            f"or nothing for {default}"
        )
    return None


def prepare_libraries() -> None:
    """To be called before a model is loaded: from then on the libraries show no progress bars and
    log only errors, and tokenizers start no threads of their own.

    :raises ModelError: if one of them is missing, as where only prepared encoders are used.
    """
    missing = [name for module, name in _LIBRARIES.items() if not importlib.util.find_spec(module)]
    if missing:
        raise ModelError(
            f"this installation runs only the encoder that it was made with: install "
            f"{' and '.join(missing)} (of the image take that of --target full), or leave "
            "EMBEDDING_MODEL, ENCODER_BACKEND and RERANKER_MODEL empty"
        )
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]


@contextmanager
def explain_failure(
    variable: str, name: str, kind: str, default: str, remedy: str = ""
) -> Iterator[None]:
    """Makes one line of whatever the libraries raise when they load the model `name`. `remedy` is
    what to do about it, if that is more than to name another one.

    :raises ModelError: instead of theirs.
    """
    # Imported here, as it takes seconds that `footnote --help` has no use for.
    from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]
    from safetensors import SafetensorError

    try:
        yield
    except (
        *(OSError, ValueError, LookupError, ImportError, SafetensorError, HTTPError),
        # What the libraries raise when a file of the model says something that they do not expect.
        *(AttributeError, RuntimeError, TypeError),
    ) as exc:
        usual = (
            f"give a folder with a {kind}, the name of one on a hub that this machine can reach, "
            f"or nothing for {default}"
        )
        raise ModelError(
            f"{variable}: cannot load {name!r} ({_first_line(exc)}): {remedy or usual}"
        ) from exc


@contextmanager
def explain_trial(variable: str, name: str, default: str) -> Iterator[None]:
    """Makes one line of what torch raises when the model `name`, which is loaded, is run for the
    first time.

    :raises ModelError: instead of it.
    """
    try:
        yield
    except (RuntimeError, ValueError, LookupError, TypeError) as exc:
        reason = _first_line(exc)
        usual = f"give another one, or nothing for {default}"
        raise ModelError(
            f"{variable}: {name!r} is loaded and cannot be run ({reason}): "
            f"{_LETS_WRITE_CODE if NO_CODE in reason else usual}"
        ) from exc


def is_hub_reachable() -> bool:
    """Asked once, as the libraries would ask for minutes before they gave up. If not, a model
    that was downloaded before can still be loaded."""
    from huggingface_hub import constants, get_session
    from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]

    try:
        get_session().head(constants.ENDPOINT, timeout=_HUB_TIMEOUT_SECONDS)
    except (HTTPError, OSError):
        return False
    return True


def _first_line(exc: BaseException) -> str:
    return (str(exc).strip() or type(exc).__name__).splitlines()[0]
