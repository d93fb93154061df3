"""The files that users send, and the method with which the bot asks for one."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.telegram_server.fields import Json
from tests.telegram_server.refusals import bad_request

MAX_DOWNLOAD_BYTES = 20 << 20
_SUFFIX = re.compile(r"\.[a-zA-Z0-9]{1,8}$")


@dataclass(frozen=True)
class DownloadFault:
    """What happens instead of a download: an error, or only so many bytes arrive.

    ``times`` is how often, None for always.
    """

    error_code: int | None = None
    cut_after_bytes: int | None = None
    times: int | None = None


@dataclass(eq=False)
class StoredFile:
    """``path`` is where it can be downloaded once getFile has told so; None before.

    Without ``content`` only its size is known: it cannot be downloaded.
    """

    file_id: str
    unique_id: str
    size: int
    suffix: str
    content: bytes | None
    path: str | None = None
    fault: DownloadFault | None = None
    fault_count: int = 0
    is_lost: bool = False

    def to_document(self) -> Json:
        """Return the fields of a Document that do not come from its sender."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": self.size,
        }

    def take_fault(self) -> DownloadFault | None:
        """Return what happens to a download that has just come; asked once for each."""
        if self.fault is None or self.fault_count == self.fault.times:
            return None
        self.fault_count += 1
        return self.fault


class FileStore:
    """Files by identifier, and by the path of their download."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}
        self.told_path: str | None = None
        self._numbers: Iterator[int] = itertools.count(1)

    def add(self, name: str | None, content: bytes | None, size: int) -> StoredFile:
        number = next(self._numbers)
        suffix = "".join(_SUFFIX.findall(name or ""))
        file = StoredFile(f"BQACAgIAAx{number:06}", f"AgAD{number:06}", size, suffix, content)
        self.by_id[file.file_id] = file
        return file

    def open_path(self, file: StoredFile) -> str:
        """Return the path of a file's download, from now on valid."""
        if file.path is None:
            file.path = f"documents/file_{file.unique_id}{file.suffix}"
            self.by_path[file.path] = file
        return file.path

    def forget(self, file_id: str) -> None:
        file = self.by_id[file_id]
        file.is_lost = True
        if file.path is not None:
            del self.by_path[file.path]

    def get_file(self, parameters: Json) -> Json:
        file = self.by_id.get(parameters["file_id"])
        if file is None:
            raise bad_request("invalid file_id")
        if file.is_lost:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if file.size > MAX_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        return file.to_document() | {"file_path": self.told_path or self.open_path(file)}
