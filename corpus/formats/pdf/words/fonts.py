"""What the name of a font says of how it is drawn."""

import re

_FIXED_PITCH = 1 << 0
_FORCE_BOLD = 1 << 18
_BOLD = re.compile(r"bold|black|heavy|demi|cmb|cmssbx|sfbx|ecbx|lmb\w*\d|-bd|nimbus\w+-med|mediu?$")
_MONO = re.compile(
    r"mono|courier|typewriter|consol|menlo|letgothic|fixed|cmtt|cmsltt|cmitt|sftt|ectt|lmtt"
    r"|t1x\w?tt|txtt|zi4|nimbusmon|letter ?gothic|lucidasanst|lucidatype|andale|monaco"
    r"|(?:source|fira|cascadia|jetbrains) ?code|cousine|cmtex|ocr-?[ab]\b"
)


def judge_font(name: bytes, flags: int) -> tuple[bool, bool]:
    """Whether a font is bold, and whether all of its letters are of one width."""
    plain = name.decode("utf-8", "replace").rpartition("+")[2].casefold()
    is_bold = bool(_BOLD.search(plain)) or bool(flags & _FORCE_BOLD)
    is_mono = bool(_MONO.search(plain)) or bool(flags & _FIXED_PITCH)
    return is_bold, is_mono
