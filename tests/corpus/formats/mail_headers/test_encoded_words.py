"""Words of headers that are not ASCII."""

import base64

import pytest

from corpus.formats.mail_headers import decode_words


def _encode(words: str, encoding: str, stated: str) -> str:
    return f"=?{stated}?B?{base64.b64encode(words.encode(encoding)).decode()}?="


@pytest.mark.parametrize(
    ("words", "encoding", "stated"),
    [
        ("朱镕基的桥", "gb18030", "gb2312"),
        ("“Brücke” – 5 €", "cp1252", "iso-8859-1"),
        ("펲시맨 다리", "cp949", "euc-kr"),
        ("①髙橋", "cp932", "Shift_JIS"),
        ("①髙橋", "cp932", "x-sjis"),
        ("גשר ישן", "iso8859-8", "iso-8859-8-i"),
        ("Мост очень старый", "koi8-r", "KOI8-R*ru"),
        ("Мост очень старый", "utf-8", "x-unknown"),
    ],
)
def test_the_larger_set_is_read_that_is_meant(words: str, encoding: str, stated: str) -> None:
    assert decode_words(f"Re: {_encode(words, encoding, stated)} !") == f"Re: {words} !"


@pytest.mark.parametrize(
    ("header", "decoded"),
    [
        ("The bridge", "The bridge"),
        ("=?utf-8?q?Br=C3?=\n =?utf-8?q?=BCcke?= x", "Brücke x"),
        ("=?utf-8?q?a?= =?iso-8859-1?q?=FC?=", "aü"),
        ("=?utf-8?q?Is it old??= =?utf-8?q?_Yes?=", "Is it old? Yes"),
        ("=?utf-8?b?QnLDvGNr", "Brück"),
        ("=?utf-8?b?QnLDvGNrZQ?= !", "Brücke !"),
        ("=?utf-8?b?Q?=", ""),
        ("=?utf-8?b?YQ==?= =?utf-8?b?Yg =?utf-8?q?c_d?=", "abc d"),
        ("=?nonsense?q?old?=", "old"),
        ("=?utf-8?q?a=0Ab=E2=80=AEc?=", "a bc"),
        ("x =?= y", "x =?= y"),
    ],
)
def test_no_word_is_left_as_it_is_written(header: str, decoded: str) -> None:
    assert decode_words(header) == decoded
