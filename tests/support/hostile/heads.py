"""What stands at the top of a file, and bytes that are not clearly a text."""

from collections.abc import Callable

from tests.support.hostile.patterns import Pattern, count, repeat, stairs

FRONT: dict[str, Pattern] = {
    "yaml brackets": repeat("[", before="---\ntitle: ", after="\n---\nText."),
    "yaml braces": repeat("{a: ", before="---\ntitle: ", after="\n---\nText."),
    "yaml fields": count("f#: a\n", before="---\n", after="---\nText."),
    "yaml items": repeat("- a\n", before="---\ntags:\n", after="---\nText."),
    "yaml stairs": stairs("a:", " ", 60),
    "yaml quotes": repeat('"a\n', before="---\ntitle: ", after="---\nText."),
    "yaml aliases": count("a#: &a# [x]\nb#: [*a#, *a#]\n", before="---\n", after="---\nText."),
    "yaml never closed": repeat("a: b\n", before="---\n"),
    "yaml mistakes": repeat("a: b: c\n", before="---\n", after="---\nText."),
    "yaml dates": repeat("2024-02-31, ", before="---\ndate: [", after="]\n---\nText."),
    "toml tables": count("[a#]\nb = 1\n", before="+++\n", after="+++\nText."),
    "toml dots": repeat("a.", before="+++\n", after="b = 1\n+++\nText."),
    "toml lists": repeat("[", before="+++\na = ", after="\n+++\nText."),
    "toml quotes": repeat('"', before="+++\na = ", after="\n+++\nText."),
    "json brackets": repeat("[", before='{"title": ', after="}\n\nText."),
    "json objects": repeat('{"a":', before='{"title": ', after="}\n\nText."),
    "json fields": count('"f#": 1,\n', before="{\n", after='"z": 1}\n\nText.'),
    "json digits": repeat("9", before='{"title": ', after="}\n\nText."),
    "rules": repeat("---\n"),
    "heads": count("F#: a\n", after="\nText."),
    "bylines": repeat("By Ann Lee | March 5, 2024\n"),
    "date lines": repeat("5 March 2024\n"),
}
"""What stands at the top of a file."""

BYTES: dict[str, Callable[[int], bytes]] = {
    "latin 1": lambda size: b"caf\xe9 au lait. " * (size // 14),
    "high bytes": lambda size: bytes(range(128, 256)) * (size // 128),
    "cut utf-8": lambda size: b"\xe4\xb8" * (size // 2),
    "half characters": lambda size: b"\xed\xa0\x80" * (size // 3),
    "utf-16": lambda size: ("﻿Die Fähre. " * (size // 24)).encode("utf-16-le"),
    "utf-16 odd": lambda size: b"\xff\xfe" + b"a\x00\n" * (size // 3),
    "shift jis": lambda size: ("港の橋は閉まる。" * (size // 16)).encode("shift_jis"),
    "iso-2022": lambda size: ("港の橋は閉まる。\n" * (size // 20)).encode("iso2022_jp"),
    "escapes": lambda size: b"\x1b$B" * (size // 3),
    "declared encodings": lambda size: b"# -*- coding: utf-7 -*-\n+AGE- \xe9" * (size // 32),
    "nulls among text": lambda size: b"abcdefgh\x00" * (size // 9),
    "koi8": lambda size: ("Мост закрыт на ремонт. " * (size // 23)).encode("koi8_r"),
    "carriage returns": lambda size: b"a\r" * (size // 2),
    "mixed line ends": lambda size: b"a\r\nb\rc\n" * (size // 8),
    "line separators": lambda size: "a\u2028b\u2029c\u0085".encode() * (size // 11),
}
"""Bytes that are not clearly a text."""
