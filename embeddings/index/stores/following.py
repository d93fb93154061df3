"""The frames of an engine's builds in a folder, and whichever build is live there."""

import math
import time
from pathlib import Path

from embeddings.index.builds import BUILDS, BuildFolder, name_again, read_build_name
from embeddings.index.stores.frame import read_frame_plan
from embeddings.index.stores.opening import StoreOpener
from embeddings.index.stores.patience import PatientStore
from embeddings.index.stores.plan import parse_plan
from embeddings.index.stores.publishing import fetch_frame
from embeddings.index.stores.store import Engine, StoreError

_SECONDS_BETWEEN_COMPARISONS = 10.0
"""Of the frame with what its build consists of in the engine, which hardly ever changes."""


class StoreFolder(BuildFolder):
    """A folder of frames, whose builds are opened with what is in `engine`. A frame is called as
    its build; if that one was removed from the engine and brought there again in another way, the
    second frame has more in its name."""

    def __init__(self, path: Path, engine: Engine) -> None:
        super().__init__(path)
        self._engine = engine
        self._compare_at = -math.inf
        store = PatientStore(engine)
        self.opener = StoreOpener(store, store.check_whole)

    def follow(self) -> None:
        """Fetches the frame of the build that is live in the engine, unless it is live here.

        :raises StoreError: if the engine cannot be asked, or has no index.
        :raises BuildError: if the folder cannot be written.
        """
        live = self._engine.find_live()
        if live is None:
            raise StoreError("the engine has no index yet: run footnote index")
        frame = self.find_live_name()
        is_same = frame is not None and read_build_name(frame) == live
        if is_same and time.monotonic() < self._compare_at:
            return
        plan = self._engine.read_plan(live)
        if is_same and plan is None:
            return  # it is being brought there, or has to be, of which the searches tell
        try:
            name = self._name_frame(live, plan or "", frame if is_same else None)
            if name != frame:
                self.adopt(name, lambda folder: fetch_frame(self._engine, live, folder))
        except ValueError as exc:
            raise StoreError("the engine has something else under this name") from exc
        self._compare_at = time.monotonic() + _SECONDS_BETWEEN_COMPARISONS

    def _name_frame(self, build: str, plan: str, frame: str | None) -> str:
        """What the frame of `build` is called here, which consists of `plan` in the engine: as
        `frame`, the one that is live, if that one says so."""
        if frame and self._has_plan(frame, plan):
            return frame
        is_free = not (self.path / BUILDS / build).is_dir()
        return build if is_free or self._has_plan(build, plan) else name_again(build, plan)

    def _has_plan(self, frame: str, plan: str) -> bool:
        try:
            return read_frame_plan(self.path / BUILDS / frame) == parse_plan(plan)
        except (OSError, ValueError):
            return False
