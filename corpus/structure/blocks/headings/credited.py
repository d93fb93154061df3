"""Lines that say who made a part of something, or where it comes from: no headings."""

import re

_MADE = (
    r"music|words|lyrics?|melody|tune|arrangement|arranged|photos?|photographs?|pictures?|images?"
    r"|illustrations?|drawings?|cover|text|story|translation|design|editing|camera|musik|melodie|worte"
    r"|fotos?|bild(?:er)?|zeichnung(?:en)?|illustration(?:en)?|übersetzung|satz|musique|paroles|texte"
    r"|photographies?|dessins?|traduction|música|letra|texto|fotografías?|fotografia|imagen(?:es)?"
    r"|ilustraciones|dibujos|traducción|musica|parole|testo|disegni|traduzione|imagens?|ilustrações"
    r"|tradução|музыка|слова|текст|фото|стихи|перевод|рисунки|иллюстрации|credits?"
)
_SOURCE = r"sources?|quellen?|fuentes?|fontes?|fonti|источники?|bron(?:nen)?|källa|kilde"
_NAME = r"[^\W\d_a-zа-яёß-öø-ÿ][\w.'’-]{0,24}"
_PARTICLE = r"(?:de|del|di|da|von|van|der)"
_JOINED = r"(?:,\s|\s?[/|]\s?|\s(?:&|and|und|et|y|e|i|и|och|og|en)\s|\s)"
_NAMES = rf"(?:{_PARTICLE}\s)?{_NAME}(?:{_JOINED}(?:{_PARTICLE}\s){{0,2}}{_NAME}){{1,7}}"
_NO_NAMES = r"(?!(?:The|A|An|Der|Die|Das|Le|La|Les|El|Los|Las|Il|O)\s)"
_CREDIT = re.compile(
    rf"(?i:{_MADE})(?:\s?[:：]\s?|\s(?:by|von|par|por|av)\s){_NO_NAMES}{_NAMES}"
    rf"|(?i:{_SOURCE})\s?[:：]\s?\S.*"
)


def states_credit(line: str) -> bool:
    """Whether `line` is "Music: Mary Flint", "Photos by Tom Hale" or "Source: a spring"."""
    return _CREDIT.fullmatch(line) is not None
