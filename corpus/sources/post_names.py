"""What channels and their posts are called: in links, and as files."""

import re

from corpus.normalization import clean_line

MAX_POST_ID = 2**31 - 1
MAX_CHANNEL_ID = 2**52
PRIVATE_FOLDER = "c-"
"""What the folder of a channel begins with that has no name, as links to it do."""
_ID_DIGITS = len(str(MAX_POST_ID))
"""As many in each file's name, so that files are in the order of the posts."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_FOLDER = re.compile(rf"[a-z][a-z0-9_]{{3,31}}|{PRIVATE_FOLDER}[0-9]{{1,16}}")
_FILE = re.compile(rf"(?P<folder>{_FOLDER.pattern})/(?P<post>[0-9]{{{_ID_DIGITS}}})\.md")
_LINK = re.compile(
    r"(?ia)(?:https?://)?(?:www\.)?(?:t|telegram)\.(?:me|dog)/(?:s/)?"
    r"(?:(?P<name>(?!c/)[a-z]\w{3,31})|c/(?P<id>[0-9]{1,16}))"
    r"(?:/(?P<post>[0-9]{1,10}))?/?(?:[?#]\S*)?"
)

_STEPS = re.compile(r"(?<![^\s/\\])\.{1,2}(?:[/\\]+|$)")


def name_file(folder: str, post_id: int) -> str:
    """The id of the article that begins with a post."""
    return f"{folder}/{post_id:0{_ID_DIGITS}}.md"


def clean_title(title: str) -> str:
    """What a channel calls itself, as the publisher of its posts; `""` if nothing of it can be
    seen. Of one that is called like the way to a file, the words: "../../news" is "news"."""
    return _STEPS.sub("", clean_line(title)).strip()


def is_name(name: str) -> bool:
    """Whether a channel may be found by that, which has no "@"."""
    return _NAME.fullmatch(name) is not None


def is_folder(name: str) -> bool:
    """Whether a folder may be that of a channel."""
    return _FOLDER.fullmatch(name) is not None


def read_file_name(article_id: str) -> tuple[str, int] | None:
    """The folder, and the post that the article begins with; None if it is no channel's."""
    match = _FILE.fullmatch(article_id)
    return (match["folder"], int(match["post"])) if match else None


def read_link(text: str) -> tuple[str, int | None] | None:
    """The folder of the channel that a link leads to, and the post, None if it leads to none; None
    if it is no such link."""
    match = _LINK.fullmatch(text.strip())
    if match is None:
        return None
    folder = match["name"].lower() if match["name"] else f"{PRIVATE_FOLDER}{int(match['id'])}"
    return folder, int(match["post"]) if match["post"] else None


def read_name(text: str) -> str | None:
    """The name in "@name"; None if it is none."""
    name = text.strip().removeprefix("@")
    return name if text.strip().startswith("@") and is_name(name) else None
