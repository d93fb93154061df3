"""What programs write where a title or a name is expected, and what says nothing."""

import re

from corpus.structure.rights import states_rights

_PROGRAM_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel|office)\b|powerpoint.presentation|untitled|unbenannt"
    r"|sans titre|sin título|document ?\d*$|slide \d+$|dokument ?\d*$|folie \d+$|layout \d+$"
    r"|(?:the )?title$|no title|output$|print(?:ing)?$|template$|book$|article$|paper$"
    r"|word document$|文档\s?\d*$|file:|https?:|about:blank",
    re.I,
)
_FILE_NAME = re.compile(
    r"\S{1,200}\.(?:docx?|dvi|tex|eps|ps|pdf|indd|qxd|pptx?|xlsx?|odt|rtf|html?|txt|pmd|fm|xml"
    r"|md|rst|p65|dotx?|ott)\)?$"
    r"|.{0,200}\.(?:docx?|dvi|indd|qxd|pptx?|xlsx?|odt|p65|fm)\)?$|[\w:]{0,3}[\\/]\S+$",
    re.I,
)
_MAX_RIGHTS_TITLE = 24
_NOBODY = re.compile(
    r"(?:root|(?:windows )?users?|admin(?:istrator)?|owner|unknown|anonymous|author|default"
    r"|microsoft.*|adobe.*|[\x00-\u024f]{1,3}|\W*|un-?named|benutzer|utente|usuario|utilisateur"
    r"|пользователь|用户|python-docx|docx4j|phpword|apache poi|openpyxl|aspose.*|calibre.*"
    r"|(?:latex|tex|pdflatex|libreoffice|openoffice|word)\b.{0,40})$",
    re.I,
)


def is_program_title(line: str) -> bool:
    """Whether `line` is a title that a program made up, the name of a file, or whose the rights
    are, but for a text called "All rights reserved"."""
    return bool(len(line) < 3 and line.isascii()) or bool(
        _PROGRAM_TITLE.match(line)
        or _FILE_NAME.match(line)
        or (states_rights(line) and len(line) > _MAX_RIGHTS_TITLE)
    )


def is_nobody(name: str) -> bool:
    """Whether `name` is no person: a program, an account of a computer, initials."""
    return _NOBODY.match(name.strip()) is not None
