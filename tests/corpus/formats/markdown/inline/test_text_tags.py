"""Tags that HTML has not are text, those that it has are none, and hide what they hid."""

import pytest

from corpus.formats.markdown.inline.inline_text import plain_lines
from corpus.formats.markdown.parser import parse_line


@pytest.mark.parametrize(
    "line",
    [
        "a file does not specify <message>",
        "put the <citerefentry> in <link>, as </para> says",
        "set <name>foo</name> to <count>3</count>",
        "copy <source-file> to <path>",
        "a Map<K> of List<String>",
        'write <entry lang="de"/> in it',
        "it <s <of",
    ],
)
def test_what_is_no_element_is_text(line: str) -> None:
    assert plain_lines(parse_line(line)) == [line]


def test_lines_do_not_run_together_at_what_is_no_element() -> None:
    assert plain_lines(parse_line("names <message>\nBug 38")) == ["names <message>", "Bug 38"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("an <em>old</em> H<sub>2</sub>O", "an old H2O"),
        ("be <Tip>kind</Tip> or <Badge text='x'/>so", "be kind or so"),
        ("a <my-note class='x'>sign</my-note>", "a sign"),
        ("a <x hidden>secret</x> sign", "a sign"),
        ("a <x hidden>secret</X> sign", "a sign"),
        ("a <x hidden by='>'>secret</x> sign", "a sign"),
        ("a <X hidden>se<x>cr</X>et</x> sign", "a sign"),
        ("be <Tip>kind</TIP>, <note by='Bob'>so</Note>", "be kind, so"),
        ("a <x style='display:none'>secret</x> sign", "a sign"),
        ("a <s>secret <message></s> sign", "a sign"),
        ("a <x><span hidden>secret</span></x>", "a <x></x>"),
        ("a <script>secret()</script> sign", "a sign"),
        ("a <x><!-- secret --></x>", "a <x></x>"),
        ("a <svg><path d='M0'/><g></g></svg> sign", "a sign"),
        ("a <svg><metadata>secret</metadata><foo>so</foo></svg> sign", "a sign"),
        ("a </svg><svg><x hidden>secret</x><text>so</text></svg> sign", "a sign"),
        ("a <svg/> <message> sign", "a <message> sign"),
        ("a </svg> <message> <svg><x>so</x> sign", "a <message> so sign"),
        ("a <style>b{c: d}</style> <video>too old</video> sign", "a sign"),
    ],
)
def test_what_is_an_element_stays_one(markup: str, text: str) -> None:
    assert " ".join(" ".join(plain_lines(parse_line(markup))).split()) == text
