"""Transcripts in JSON, as Whisper and other programs write them that hear: what is said in each
segment, who says it and when, where that is told."""

from contextlib import suppress

from corpus.article import ArticleError
from corpus.fields.metadata import parse_metadata
from corpus.formats.content import Content
from corpus.formats.decoding import clean_text
from corpus.formats.shapes.cues import Cue
from corpus.formats.shapes.subtitles import join_said
from corpus.formats.tables.json_values import Found, Outside, Value
from corpus.normalization import clean_line

_PLACES = ((), ("segments",), ("utterances",), ("transcript",), ("transcription",))
"""Where the list of segments stands."""
_IN_THOUSANDTHS = ("utterances",)
"""Where whole numbers are thousandths of a second."""
_SAID_AGAIN = (("words",), ("word_segments",))
"""Where the same stands once more, word by word."""
_TIMES = frozenset(("start", "end"))
_KNOWN = _TIMES | {
    *("speaker", "text", "id", "seek", "tokens", "temperature", "avg_logprob", "confidence"),
    *("compression_ratio", "no_speech_prob", "words", "transient", "channel", "language"),
}
"""What programs tell of a segment; a record that has anything else is none."""
_MAX_NAME = 80
_MAX_SECONDS = 1e9


class TranscriptReader:
    """Of one file, whose segments stand in one list."""

    def __init__(self, place: tuple[str, ...]) -> None:
        self._place = place
        self._cues: list[Cue] = []
        self._left_out = 0
        self.is_mixed = False
        """Whether there are records of other things among the segments: it is a table, then."""

    @classmethod
    def begin(cls, found: Found) -> "TranscriptReader | None":
        """A reader of the segments of which `found` is the first; None if it is none."""
        value = found.value
        if found.path not in _PLACES or found.number > 1 or not isinstance(value, dict):
            return None
        is_told = isinstance(value.get("text"), str) and value.keys() <= _KNOWN
        has_times = value.keys() >= _TIMES and None not in map(_read_seconds, _list_times(value))
        # A list without speakers may be of anything, unless it is called what it is.
        is_sure = isinstance(value.get("speaker"), str) or (has_times and found.path != ())
        return cls(found.path) if is_told and is_sure else None

    def feed(self, found: Found) -> None:
        """Takes a record; what is no segment of the list is let go, such as the words of one."""
        value = found.value
        if found.path != self._place or not isinstance(value, dict):
            self._left_out += found.path not in _SAID_AGAIN
            return
        self.is_mixed = self.is_mixed or not value.keys() <= _KNOWN
        text, name = value.get("text"), value.get("speaker")
        said = clean_line(clean_text(text)) if isinstance(text, str) else ""
        if said:
            times = _list_times(value)
            are_thousandths = self._place == _IN_THOUSANDTHS and "." not in "".join(map(str, times))
            unit = 1000.0 if are_thousandths else 1.0
            start, end = ((_read_seconds(time) or 0.0) / unit for time in times)
            speaker = clean_line(name)[:_MAX_NAME] if isinstance(name, str) else ""
            speaker = "" if speaker.isdecimal() else speaker  # a voice that is but counted
            self._cues.append(Cue(start, end, (said,), speaker or None))

    def finish(self, outside: Outside) -> Content:
        """What is said, in the order of the file; `outside` is what stands around it.

        :raises ArticleError: if nothing is said.
        """
        text, paragraphs = join_said(self._cues)
        if not paragraphs:
            raise ArticleError("is a transcript in which nothing is said")
        stated = {name: outside.values.get((name,), "") for name in ("title", "language", "date")}
        metadata = parse_metadata({name: value for name, value in stated.items() if value})
        count = self._left_out
        warnings = [f"records beside what is said are left out: {count}"] if count else []
        warnings += ["it is cut off, and read up to there"] if outside.is_cut else []
        return Content(metadata, text, paragraphs, tuple(warnings))


def _list_times(value: dict[str, Value]) -> tuple[Value, Value]:
    return value.get("start", ""), value.get("end", "")


def _read_seconds(time: Value) -> float | None:
    """A number of seconds; None if `time` is none."""
    with suppress(ValueError, TypeError):
        seconds = float(str(time))
        return seconds if 0 <= seconds < _MAX_SECONDS else None
    return None
