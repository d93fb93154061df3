"""Front matter: the fields between two lines of hyphens at the very top of a file."""

import re

import yaml
from frontmatter.default_handlers import YAMLHandler

from corpus.article import ArticleError

MAX_CHARACTERS = 20_000
"""Of front matter: fifty reports with titles and addresses. YAML is read at a few dozen a
millisecond."""

_MAX_BRACKETS = 20
"""That are open at once: for every token, all of them are looked at."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The fields, names in lower case, values as they were written, and the text below them. No
    fields if `text` does not begin with any.

    :raises ArticleError: if it is no YAML, or too long.
    """
    handler = YAMLHandler()
    start = len(text) - len(text.lstrip("\n"))
    if not handler.detect(text[start:]):
        return {}, text
    try:
        front, body = handler.split(text[start:])
    except ValueError:  # nothing closes it: a rule above the text
        return {}, text
    fields = _load(front, start)
    if not isinstance(fields, dict):
        return {}, text
    return {str(name).casefold(): value for name, value in fields.items()}, body


def _load(front: str, lines_above: int) -> object:
    if len(front) > MAX_CHARACTERS:
        raise ArticleError(f"front matter is longer than {MAX_CHARACTERS:,} characters")
    try:
        return yaml.load(front, Loader=_Loader)
    # A number that no character or version has ends in any of these.
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as exc:
        mark = getattr(exc, "problem_mark", None)
        where = f" in line {lines_above + mark.line + 1}" if mark else ""
        raise ArticleError(f"front matter is no valid YAML{where}") from exc


class _Loader(yaml.BaseLoader):
    """Every value as it was written: `no` is a language, 1984 a title, and whether there is a
    31st of February is for us to say."""

    def fetch_flow_collection_start(self, TokenClass: type[yaml.Token]) -> None:  # noqa: N803
        if self.flow_level >= _MAX_BRACKETS:
            raise yaml.MarkedYAMLError(problem="too many brackets", problem_mark=self.get_mark())
        super().fetch_flow_collection_start(TokenClass)

    def construct_scalar(self, node: yaml.ScalarNode) -> str:
        """Text that a file can hold. YAML takes each half of an escaped pair, as writers of JSON
        put it ("\\ud83d\\ude00"), for a character; a half without the other becomes a mark."""
        text = str(super().construct_scalar(node))
        if not _SURROGATE.search(text):
            return text
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
