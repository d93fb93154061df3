"""Whom the "From" of a mail names. Everybody may write any name there; but that of somebody whose
address it is not is nobody's word for it."""

import re
from collections.abc import Iterator

from corpus.formats.mail_headers.encoded_words import decode_words

_LISTED = re.compile(r"(\S{1,100}) at (\S{1,100}) \((.{1,100})\)$")
"""As archives of mailing lists write it."""
_TOKEN = re.compile(
    r'"((?:[^"\\]|\\.)*)(?:"|\Z)|([()<>,;:])|((?:[^"()<>,;:\\]|\\.)+)|(.)', re.DOTALL
)
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"]{1,64}@[^\s<>()\[\],;:\"]{1,255}")
_MAILTO = re.compile(r"\[(?:mailto:)?([^\s<>\[\]]{1,64}@[^\s<>\[\]]{1,255})\]", re.IGNORECASE)
"""As Outlook writes an address behind a name."""
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_VIA = re.compile(r"\s(?:via|through|über)\s.{1,100}$", re.IGNORECASE)
_MAX_SENDERS = 3
"""That are named."""
_MAX_VALUE = 2000


def read_sender(header: str) -> str:
    """The name of who sent a mail, or the address if there is none, or one that holds the address
    of somebody else; of several senders the first three. `""` if nobody is named.

    Who they are is read before words are decoded, which may hold what looks like an address."""
    header = _LISTED.sub(r"\1@\2 (\3)", header[:_MAX_VALUE].strip())
    header = _MAILTO.sub(r"<\1>", header)
    if "@" not in header:
        return _clean(header)
    senders = dict.fromkeys(filter(None, (_name(*told) for told in _split(header))))
    return ", ".join(list(senders)[:_MAX_SENDERS])


def _split(header: str) -> Iterator[tuple[str, str, str]]:
    """Of each mailbox what stands outside brackets, the address in angle ones and the remark."""
    plain, angled, remark = "", "", ""
    depth, is_angled = 0, False
    for quoted, mark, bare, other in _TOKEN.findall(header):
        text = _ESCAPE.sub(r"\1", quoted) if quoted else bare or other
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth = max(0, depth - 1)
        elif depth:
            remark += text or mark
        elif mark == "<":
            # Of several the last is where the mail came from; what stood there before is a name.
            plain, angled, is_angled = f"{plain} {angled} ", "", True
        elif mark == ">":
            is_angled = False
        elif is_angled:
            angled += text or mark
        elif mark in (",", ";") and mark:
            yield plain, angled, remark
            plain, angled, remark = "", "", ""
        else:
            plain += text or mark
    yield plain, angled, remark


def _name(plain: str, angled: str, remark: str) -> str:
    plain, remark = _clean(plain), _clean(remark)
    if angled:
        address, name = angled.strip(), plain or remark
    else:
        found = _ADDRESS.search(plain)
        if found is None:
            return plain or remark  # of a header that has an address at another place
        address, name = found[0], (plain[: found.start()] + plain[found.end() :]).strip() or remark
    others = [
        one for one in _ADDRESS.findall(f"{name} {remark}") if one.casefold() != address.casefold()
    ]
    if others:
        return address
    return _VIA.sub("", _ADDRESS.sub("", name).strip(" <>()[]-,")).strip("' ") or address


def _clean(words: str) -> str:
    return " ".join(decode_words(words).split())
