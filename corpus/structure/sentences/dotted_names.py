"""Names in programs whose parts a full stop joins: "readline.Interface", "os.Getenv"."""

import re
from functools import lru_cache

_LOOKED_AT = 60
_NEAR = 2000
"""Characters, at least, on either side: a text that has lost some blanks has lost others."""
_BEFORE = re.compile(r"(?:^|[\s\"'“‘«(\[{*_`])[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*\.$")
_BEHIND = re.compile(r"[A-Z][a-z]*(?![^\W\d_])")
_JOINED = re.compile(rf"[^\W\d_][.!?]{_BEHIND.pattern}")
_FIRST_WORDS = {
    "en": "the an it its he his she her they their we our you your i this these those there then"
    " and but so because however although unlike if when why what how well perhaps obviously",
    "de": "der die das den dem ein eine er sie es ihr ihre sein seine wir dies diese dieser dann"
    " doch aber wenn",
    "fr": "le la les un une il elle ils elles nous ce cette ces son sa ses leur leurs puis mais"
    " quand si",
    "es": "el la los las un una ella ellos ellas su sus este esta estos estas esto luego pero"
    " cuando si",
    "pt": "os um uma ele ela eles elas seu sua seus suas este esta isto depois mas quando se",
    "it": "il lo la gli le un una egli esso essa suo sua questo questa poi ma quando se",
    "nl": "de het een hij zij ze wij deze dit dan maar als",
}
"""Words that begin sentences and hardly ever a part of a name, as in "time.After" and "Is.Not"."""
_LOST_BLANK = {
    language: re.compile(
        rf"[^\W\d_](?:[!?]{_BEHIND.pattern}|\.That['’]s|\.Right\?|"
        rf"\.(?:{words.title().replace(' ', '|')})(?=[\s,'’]))"
    )
    for language, words in _FIRST_WORDS.items()
}


def may_join_name(text: str, stop: int, language: str) -> bool:
    """Whether the full stop at the end of `text[:stop]` may be one within a name, a letter standing
    right behind it: both words are written as such names are, and it is not certain that a blank is
    missing, as in "home.Then we". That is certain if a word follows that begins sentences, or if
    such words follow most marks nearby behind which there is no blank."""
    before = _BEFORE.search(text[max(0, stop - _LOOKED_AT) : stop])
    if before is None or not _BEHIND.match(text, stop):
        return False
    lost = _LOST_BLANK.get(language)
    if lost is None:
        return True
    begin = stop // _NEAR * _NEAR
    near = text[max(0, begin - _NEAR) : begin + 2 * _NEAR]
    return not (lost.match(text, stop - 2) or _loses_blanks(near, language))


@lru_cache(maxsize=4)  # of all stops in a part of a text the same is asked
def _loses_blanks(text: str, language: str) -> bool:
    """Whether a blank is certainly missing behind most marks behind which there is none."""
    return 2 * len(_LOST_BLANK[language].findall(text)) > len(_JOINED.findall(text))
