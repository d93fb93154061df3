"""The frames of an engine's builds in a folder, and whichever build is live there."""

from pathlib import Path

from embeddings.index.builds import BuildFolder
from embeddings.index.stores.opening import StoreOpener
from embeddings.index.stores.patience import PatientStore
from embeddings.index.stores.publishing import fetch_frame
from embeddings.index.stores.store import Engine, StoreError


class StoreFolder(BuildFolder):
    """A folder of frames, whose builds are opened with what is in `engine`."""

    def __init__(self, path: Path, engine: Engine) -> None:
        super().__init__(path)
        self._engine = engine
        self.opener = StoreOpener(PatientStore(engine))

    def follow(self) -> None:
        """Fetches the frame of the build that is live in the engine, unless it is live here.

        :raises StoreError: if the engine cannot be asked, or has no index.
        :raises BuildError: if the folder cannot be written.
        """
        live = self._engine.find_live()
        if live is None:
            raise StoreError("the engine has no index yet: run footnote index")
        if live == self.find_live_name():
            return
        try:
            self.adopt(live, lambda frame: fetch_frame(self._engine, live, frame))
        except ValueError as exc:
            raise StoreError("the engine has something else under this name") from exc
