"""How long a file may be read grows with its size, and with the pages that a PDF file may have."""

import pytest

from corpus.containment.limits import Limits, is_pdf

_MIB = 1 << 20


@pytest.mark.parametrize(
    ("data", "size", "seconds"),
    [
        (b"plain", 100, 21),
        (b"plain", 10 * _MIB, 50),
        (b"%PDF-1.4", 100, 21),
        (b"%PDF-1.4", 2 * _MIB, 86),
        (b"%PDF-1.4", 100 * _MIB, 440),
    ],
)
def test_time_grows_with_the_size_of_a_file(data: bytes, size: int, seconds: int) -> None:
    limits = Limits()
    assert limits.processor_seconds(size, is_pdf(data)) == seconds
    assert limits.clock_seconds(size, is_pdf(data)) == 3 * seconds
