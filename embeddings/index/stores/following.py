"""The frames of an engine's builds in a folder, and whichever build is live there."""

from contextlib import suppress
from pathlib import Path

from embeddings.index.builds import BuildError, BuildFolder
from embeddings.index.stores.frame import read_frame_plan
from embeddings.index.stores.opening import StoreOpener
from embeddings.index.stores.patience import PatientStore
from embeddings.index.stores.publishing import fetch_frame
from embeddings.index.stores.store import AwayError, Engine, StoreError

_IS_GONE = "the engine has another index by now, and that cannot be fetched"


class StoreFolder(BuildFolder):
    """A folder of frames, whose builds are opened with what is in `engine`."""

    def __init__(self, path: Path, engine: Engine) -> None:
        super().__init__(path)
        self._engine = engine
        self._store = PatientStore(engine)
        self.opener = StoreOpener(self._store)

    def follow(self) -> None:
        """Fetches the frame of the build that is live in the engine, unless it is live here.

        :raises StoreError: if the engine cannot be asked, or has no index.
        :raises BuildError: if the folder cannot be written.
        """
        try:
            self._follow()
        except (StoreError, BuildError) as exc:
            if not isinstance(exc, AwayError):
                self._look_for_own()
            raise
        self._store.refuse("")

    def _follow(self) -> None:
        live = self._engine.find_live()
        if live is None:
            raise StoreError("the engine has no index yet: run footnote index")
        if live == self.find_live_name():
            return
        try:
            self.adopt(live, lambda frame: fetch_frame(self._engine, live, frame))
        except ValueError as exc:
            raise StoreError("the engine has something else under this name") from exc

    def _look_for_own(self) -> None:
        """What is answered from may be an older build, of which the engine has not all any more:
        then nothing is found of it, which would be told as no answer."""
        with suppress(StoreError, BuildError, OSError, ValueError, KeyError):
            build = self.current()
            if build and self._store_lacks(build):
                self._store.refuse(_IS_GONE)

    def _store_lacks(self, build: Path) -> bool:
        segments = read_frame_plan(build).segments.values()
        return not {each.number for each in segments} <= set(self._engine.list_segments())
