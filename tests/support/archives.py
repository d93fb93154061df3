"""Archives as programs, and people who mean harm, make them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

TEXT = b"# The pier\n\nThe pier is shut on Mondays.\n"


def make_zip(files: Mapping[str, bytes | str]) -> bytes:
    """An archive of these files, as Python makes it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def write_zip(path: Path, files: Mapping[str, bytes | str]) -> Path:
    """The same as a file."""
    path.write_bytes(make_zip(files))
    return path


def make_raw_zip(
    names: Sequence[bytes],
    data: bytes = TEXT,
    *,
    flags: int = 0,
    mode: int | None = None,
    size: int | None = None,
    method: int = zipfile.ZIP_STORED,
    extra: bytes = b"",
    is_shared: bool = False,
) -> bytes:
    """An archive of files that all hold `data`, byte by byte as it is told: `mode` is that of
    Unix, `size` what each says to unpack to, `is_shared` whether all are the first one's bytes."""
    body, central = bytearray(), bytearray()
    stated = len(data) if size is None else size
    for name in names:
        head = struct.pack("<HHHHLLL", flags, method, 0, 33, zlib.crc32(data), len(data), stated)
        start = 0 if is_shared else len(body)
        if not is_shared or not body:
            lengths = struct.pack("<HH", len(name), 0)
            body += b"PK\x03\x04" + struct.pack("<H", 20) + head + lengths + name + data
        system = 0 if mode is None else 3
        central += b"PK\x01\x02" + struct.pack("<BBH", 20, system, 20) + head
        central += struct.pack("<HHHHHLL", len(name), len(extra), 0, 0, 0, (mode or 0) << 16, start)
        central += name + extra
    end = struct.pack("<HHHHLLH", 0, 0, len(names), len(names), len(central), len(body), 0)
    return bytes(body + central) + b"PK\x05\x06" + end
