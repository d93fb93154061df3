"""Reading files in a process of its own, so that no file costs more than itself."""

import json
from functools import partial

from corpus.article import ArticleError
from corpus.containment.answers import ReadFile, Refusal, unpack_answer
from corpus.containment.contained_process import Contained, ContainedProcess, EndedError
from corpus.containment.limits import Limits

_WORKER = "corpus.containment.worker"


class ContainedReader(Contained):
    """Reads files one after the other in a process that is started for the first of them, and
    again after one that ended it or had to be ended. Threads wait for each other.

    To be closed, or used with `with`. `reader` is the import name of a reader in the place of
    those in the registry, for tests: `package.module:function`.
    """

    def __init__(self, limits: Limits | None = None, reader: str | None = None) -> None:
        arguments = [reader] if reader else []
        super().__init__(ContainedProcess(limits or Limits(), _WORKER, *arguments))

    def read(self, data: bytes, article_id: str, with_passages: bool = False) -> ReadFile:
        """What the file `article_id` holds; its passages, if they are asked for, as the index
        would cut them by `estimate_tokens`.

        :raises ArticleError: if no article can be read from it, or not within the limits.
        :raises ReaderStartError: if the process that reads does not start.
        """
        request = json.dumps({"name": article_id, "passages": with_passages}).encode()
        unpack = partial(unpack_answer, article_id=article_id)
        try:
            answer = self._process.ask(request, data, unpack)
        except EndedError as exc:
            raise ArticleError(str(exc)) from exc
        if isinstance(answer, Refusal):
            raise ArticleError(answer.reason, answer.is_unreadable)
        return answer
