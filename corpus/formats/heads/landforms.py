"""Names of what a river comes from: "Source: Mount Hallen" names no publisher."""

import re

_FIRST = (
    r"mount|mt\.?|mont|monte|lake|loch|lough|lac|lago|laguna|lagoa|sierra|serra|cerro|nevado|volcán"
    r"|massif|macizo|maciço|massiccio|glaciar?|geleira|ghiacciaio|fuente|fonte|sorgente|manantial"
    r"|colline|colinas|montes|monts|montañas|montanhas|montagne|гора|озеро|ледник|хребет|болото"
    r"|родник|ключ|исток"
)
_LAST = (
    r"lakes?|hills?|mountains?|fells?|glacier|springs?|plateau|highlands|uplands|moors?|ridge|marsh"
    r"|swamp|alps|pyrenees|хребет|гряда|возвышенность|горы|болото"
)
_GERMAN = r"[^\W\d_]{3,20}(?:gebirge|gletscher|quelle|massiv|hügel|wald|moor|see|berge)"
_IS_ONE = re.compile(
    rf"(?:(?:the|le|la|les|el|los|il|o|os|an?|der|die|das|dem|den)\s)?(?:(?:{_FIRST})\s(?:\S{{1,20}}\s?){{1,3}}"
    rf"|(?:\S{{2,20}}\s){{1,3}}(?:{_LAST})|{_GERMAN})",
    re.I,
)


def is_landform(name: str) -> bool:
    """Whether `name` is in the shape of one of a mountain, a lake or a spring, and nothing else."""
    return _IS_ONE.fullmatch(name) is not None
