"""Articles and people whose words could break a message, or be more than words."""

import json
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.answer import Answer, AnswerOutcome, Quote
from bot.answers.notes import FiltersApplied, PhraseAbsent, ReadAs, UnderstoodAfter
from bot.answers.verification import (
    Difference,
    NamedSource,
    Occurrence,
    Verdict,
    Verification,
    VerifiedPart,
)
from bot.articles.drafts import Draft
from bot.doctor.findings import Finding, Health
from bot.storage.chats import ChatSettings
from bot.telegram.messages.answers import render_answer, render_miss_shortly, render_quote
from bot.telegram.messages.changes import render_changes
from bot.telegram.messages.doctor import render_findings_reply
from bot.telegram.messages.formatting import MAX_UNITS, Reply
from bot.telegram.messages.keyboards import (
    Neighbours,
    make_answer_keyboard,
    make_found_keyboard,
    make_miss_keyboard,
)
from bot.telegram.messages.offers import render_offer
from bot.telegram.messages.passages import render_passage
from bot.telegram.messages.removal import (
    render_found,
    render_list,
    render_post_question,
    render_question,
)
from bot.telegram.messages.settings import render_settings
from bot.telegram.messages.sources import SOURCES_ON_A_PAGE, render_sources
from bot.telegram.messages.verification import render_verification
from bot.text.citations import source_title
from corpus import Article, Passage, Work
from embeddings import Changes, Filters
from embeddings.index.articles import cut_page
from tests.conftest import Press, Rebuild
from tests.support.accepting import accept, as_json
from tests.support.conversing import Person, ask
from tests.support.harbour import FILES
from tests.telegram_server import Chat, SentMessage, TelegramServer, User
from tests.telegram_server.detection import merge_detected
from tests.telegram_server.markup import check_inline_keyboard
from tests.telegram_server.text import utf16_length, utf16_slice

_ODD = [
    *"aA y.\u030a\u0301\u0323\r\t\u200b\u200d\u202e\u2028\u3164\u2800\u0958\U0001d15e😀",
    "@spam_bot ",
    "https://evil.example/x ",
]
odd = st.lists(st.sampled_from(_ODD) | st.characters(codec="utf-8"), min_size=1, max_size=8).map(
    "".join
)
long_odd = st.tuples(odd, st.sampled_from([1, 40, 600])).map(lambda drawn: drawn[0] * drawn[1])
names = st.none() | long_odd
urls = st.sampled_from([None, "https://example.org/x", "http://localhost/<x>", "https://é.org/\"'"])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    report = Work(draw(long_odd), draw(names), date(2024, 1, 2), draw(urls))
    return Article(
        draw(long_odd).replace("/", "") + "/ㅤ.md",
        draw(long_odd),
        draw(long_odd) + "x",
        (),
        source=draw(names),
        author=draw(names),
        published=draw(st.sampled_from([None, date(1871, 1, 1), date(2024, 5, 1)])),
        url=draw(urls),
        based_on=(report,) * draw(st.integers(0, 4)),
    )


def quote_all(article: Article, speaker: str | None, headings: tuple[str, ...]) -> Quote:
    text = article.text
    passage = Passage(
        "0123456789abcdef", article.id, 0, len(text), text, ((0, len(text)),), headings, speaker
    )
    best = (len(text) // 3, len(text) // 2 + 1)
    return Quote(text, 0, len(text), 0.9, passage, article, best, ())


@settings(deadline=None)
@given(
    st.lists(articles(), min_size=1, max_size=9), names, long_odd, st.sampled_from(AnswerOutcome)
)
def test_whatever_articles_say_of_themselves_is_sent(
    drawn: list[Article], speaker: str | None, words: str, outcome: AnswerOutcome
) -> None:
    quotes = tuple(quote_all(article, speaker, (words,)) for article in drawn)
    quote = quotes[0]
    filters = FiltersApplied(Filters(titles=(words,), publishers=(words,), authors=(words,)))
    notes = UnderstoodAfter(words), filters, PhraseAbsent(words), ReadAs(words, words)
    answer = Answer(words, outcome, 0.9, quotes, notes=notes, unknown_words=(words,) * 3)
    accept(render_answer(answer))
    accept(render_answer(answer, by_date=True))
    of_one = tuple(replace(other, article=quote.article, also=quotes) for other in quotes)
    accept(render_answer(replace(answer, quotes=of_one, max_shown=5), username="footnote_bot"))
    accept(render_quote(quote, "footnote_bot"))
    accept(render_passage(quote.passage, drawn[0], 1, 2, note=words))
    page = cut_page([article.head for article in drawn], 0, SOURCES_ON_A_PAGE)
    accept(render_sources(page))
    accept(render_list(page))
    accept(render_found(page, words))
    accept(render_found(cut_page([], 0, SOURCES_ON_A_PAGE), words))
    accept(render_question(drawn[0].head, 3))
    accept(render_offer(Draft("a.md", b"", drawn[0], (words,) * 4), words, "0123456789ab", 2))
    folders = [article.id[:-5] for article in drawn]
    accept(render_settings(ChatSettings(folders=frozenset(folders)), folders, 0, -100))
    neighbours = Neighbours("0123456789abcdef", None)
    for keyboard in (
        make_answer_keyboard(answer, neighbours, "footnote_bot"),
        make_miss_keyboard(answer),
        make_found_keyboard(quote, "footnote_bot"),
    ):
        if keyboard:
            check_inline_keyboard(json.loads(keyboard.to_json()))


@settings(deadline=None)
@given(articles(), st.lists(st.integers(0, 5000), min_size=2, max_size=300), long_odd)
def test_whatever_is_verified_is_sent(article: Article, places: list[int], words: str) -> None:
    end = len(article.text)
    cuts = sorted({place for place in places if place < end} | {end})
    spans = zip(cuts[::2], cuts[1::2], strict=False)
    differing = tuple(Difference(words, *span) for span in spans)
    alike = (Occurrence(article, 0, end, differing),)
    verbatim = (Occurrence(article, 0, end),) * 7
    source = NamedSource(words, is_right=False)
    parts = (
        VerifiedPart(words, Verdict.VERBATIM, verbatim, source=source),
        VerifiedPart(words, Verdict.DIFFERS, alike, source=source),
        VerifiedPart(words, Verdict.DIFFERS, verbatim, is_displaced=True),
        VerifiedPart(words, Verdict.NOT_FOUND),
    )
    for part in parts:
        accept(render_verification(Verification((part,), unread=3, own_words=(words,) * 3)))
    for count in (2, 4, 13, 64):
        accept(render_verification(Verification((parts * count)[:count])))


@pytest.mark.parametrize("title", ["\u3164", "\u2800\u2800", "\u030a", "\u200d" * 300])
def test_a_title_that_nobody_sees_is_the_name_of_the_file(title: str) -> None:
    assert source_title(Article("folder/keeper.md", title, "", ()), 60) == "keeper.md"
    assert source_title(Article("a.md", f"{title}Harbour", "", ()), 60) == "Harbour"


def test_what_differs_beyond_a_hundred_places_is_not_shown_as_the_same() -> None:
    text = "aa bb " * 160
    differing = tuple(Difference("", 6 * n, 6 * n + 2) for n in range(160))
    alike = Occurrence(Article("a.md", "A", text, ()), 0, len(text), differing)
    part = VerifiedPart("", Verdict.DIFFERS, (alike,))
    reply = render_verification(Verification((part,)))
    accept(reply)
    quoted = reply.text.split("\n")[1]
    underlined = [entity for entity in reply.entities if entity.type == "underline"]
    assert quoted.endswith("…")
    assert len(underlined) == quoted.count("aa") >= 80


SPECTRUM = "He measured the sun's spectrum, passionné et précis, at Skerry."
CAFE = "The café on the quay of Skerry is open."
DECOMPOSED = unicodedata.normalize(
    "NFD",
    f"---\ntitle: Å\n---\nÅngström was a physicist and lived in Uppsala. {SPECTRUM}\n\n{CAFE}\n",
)
SPECTRUM_QUESTION = "Where did the physicist Ångström measure the spectrum of the sun?"


class TestDecomposed:
    def test_the_sentence_that_answers_is_bold(
        self, rebuild: Rebuild, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        rebuild({"letter.md": DECOMPOSED})
        answer = ask(server, private, alice, SPECTRUM_QUESTION)
        (bold,) = answer.entity_texts("bold")
        assert unicodedata.normalize("NFC", bold) == SPECTRUM

    @pytest.mark.parametrize(
        "claim",
        [
            "Ångström was a physicist and lived in Uppsala.",
            unicodedata.normalize("NFC", CAFE),
            # Of a ring that stands alone Telegram itself tells the bot nothing.
            unicodedata.normalize("NFD", CAFE),
        ],
    )
    def test_words_are_verified_in_either_form(
        self, claim: str, rebuild: Rebuild, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        rebuild({"letter.md": DECOMPOSED})
        assert ask(server, private, alice, f"/verify {claim}").text.startswith("Word for word")

    def test_quoted_words_are_unchanged(
        self, rebuild: Rebuild, server: TelegramServer, private: Chat, alice: User, press: Press
    ) -> None:
        rebuild({"letter.md": DECOMPOSED})
        answer = ask(server, private, alice, SPECTRUM_QUESTION)
        assert press(alice, answer, "Check again").startswith("Unchanged")


def test_what_an_article_says_now_fits_below_its_note(
    rebuild: Rebuild, server: TelegramServer, private: Chat, alice: User, press: Press
) -> None:
    keeper = "Mary Flint has kept the lighthouse since {year}, "
    long = "# Keeper\n\n" + keeper + " ".join(["𝔘𝔫𝔦𝔠𝔬𝔡𝔢" * 3] * 93) + ".\n"
    rebuild({"keeper.md": long.replace("{year}", "2011")})
    answer = ask(server, private, alice, "Who has kept the lighthouse since 2011?")
    rebuild({"keeper.md": long.replace("{year}", "the spring of 2012")})
    assert press(alice, answer, "Check again") == ""
    told = server.wait_for_edit(answer)
    assert told.text.startswith("The article was edited since.")
    assert utf16_length(told.text) <= MAX_UNITS


HIDDEN = "---\ntitle: \u3164\nurl: http://localhost/x\n---\nThe pier of Skerry is made of oak.\n"


def test_an_article_without_a_title_to_see_is_found_everywhere(
    rebuild: Rebuild, server: TelegramServer, owner: Person
) -> None:
    rebuild({"folder/pier.md": HIDDEN} | FILES)
    assert "Pier" in owner.ask("What is the pier of Skerry made of?").text
    assert "Pier" in owner.ask("/sources").text
    assert "Pier" in [button["text"] for button in owner.ask("/remove").buttons]
    query_id = server.send_inline_query(owner.user, "the pier of Skerry is made of oak")
    assert server.wait_for_inline_answer(query_id).results[0].title == "Pier"


_KINDS = ("url", "mention", "bot_command", "phone_number", "hashtag", "cashtag", "email")


def live_kinds(message: SentMessage) -> set[str]:
    return {kind for kind in _KINDS if message.entity_texts(kind)}


@pytest.mark.usefixtures("harbour_bot")
class TestSilence:
    @pytest.mark.parametrize(
        "live",
        [
            "https://evil.example/x",
            "evil.com",
            "@spam_bot",
            "/forget",
            "+1 212 555 0123",
            "#tag",
            "$USD",
            "me@evil.example",
        ],
    )
    def test_verify_repeats_nothing_that_can_be_pressed(
        self, live: str, server: TelegramServer, group: Chat, alice: User
    ) -> None:
        bob = server.add_user("Bob")
        said = f"Mary Flint has kept {live} the lighthouse of Skerry since 2011."
        message = server.send_text(group, bob, said)
        server.send_text(group, alice, "/verify", reply_to=message)
        found = server.wait_for_message(group)
        word = live.removeprefix("#")  # what a hashtag says is its word
        assert f"Not in the article: {word}" in found.text
        assert found.entity_texts("code") == ([live] if word == live else [])
        assert live_kinds(found) == set()

    @pytest.mark.parametrize(
        "question",
        [
            'Who keeps "@spam_bot at evil.example"?',
            "Does @spam_bot of evil.example like +1 212 555 0123?",
            "Who keeps it? befor:2024/forget",
            "Who keeps it in:@spam_bot.com",
            "in:@spam_bot from:evil.example",
            "What does https://evil.example/x say of /forget?",
        ],
    )
    def test_answers_repeat_nothing_that_can_be_pressed(
        self, question: str, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        assert live_kinds(ask(server, private, alice, question)) == set()

    def test_a_follow_up_names_the_question_before_it_silently(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        ask(server, private, alice, "Who has kept the lighthouse of Skerry, @spam_bot?")
        after = ask(server, private, alice, "When was it built?")
        assert "@spam_bot" in after.text
        assert live_kinds(after) == set()

    def test_guests_are_told_silently(self, server: TelegramServer, alice: User) -> None:
        group = server.add_supergroup("Strangers", has_bot=False)
        asked = f"@{server.bot.username} Who keeps it? befor:2024@spam_bot"
        server.send_guest_message(group, alice, asked)
        told = server.wait_for_message(group)
        assert "befor:2024" in told.text
        assert live_kinds(told) == set()

    def test_admins_articles_are_offered_silently(self, owner: Person) -> None:
        text = f"title: By @spam_bot\nsource: evil.example\n\n{'The pier is of oak. ' * 80}"
        offer = owner.ask(f"/add {text}")
        assert "@spam_bot" in offer.text
        assert live_kinds(offer) == set()
        assert live_kinds(owner.ask("/remove @spam_bot evil.example")) == set()


LIVE = "Ring @spam_bot or evil.com, #tag $USD /forget me@evil.example +1 212 555 0123"


def list_live(reply: Reply) -> list[str]:
    """What Telegram would let a reader press, but for links that the bot has made, in quotes and
    outside of them, and numbers of telephones."""
    sent = as_json(reply)
    found = [one for one in merge_detected(reply.text, sent) if one["type"] in _KINDS]
    start = 0
    while (place := reply.text.find("+1 212", start)) >= 0:
        offset, start = utf16_length(reply.text[:place]), place + 1
        if not any(e["offset"] <= offset < e["offset"] + e["length"] for e in sent):
            found.append({"offset": offset, "length": 6})
    quotes = [one for one in sent if "blockquote" in one["type"]]
    return [
        utf16_slice(reply.text, one["offset"], one["length"])
        for one in found
        if not any(q["offset"] <= one["offset"] < q["offset"] + q["length"] for q in quotes)
    ]


@pytest.mark.parametrize("url", [None, "https://example.org/x"])
@pytest.mark.parametrize("speaker", [None, LIVE])
def test_nothing_that_articles_say_of_themselves_can_be_pressed(
    speaker: str | None, url: str | None
) -> None:
    bare = Article("a.md", LIVE, f"{LIVE}\nThe pier is of oak.", (), LIVE, LIVE, url=url)
    text, works, fields = bare.text, (Work(LIVE, LIVE, None, url),), (("grade", LIVE),)
    articles = [
        replace(bare, id=f"{n}/{LIVE}.md", based_on=works, place=LIVE, fields=fields)
        for n in range(9)
    ]
    start = len(LIVE) + 1
    passage = Passage(
        *("0123456789abcdef", articles[0].id, start, len(text), text[start:]),
        *(((0, len(text) - start),), (LIVE, f"2.0 {LIVE}"), speaker),
        label=LIVE,
        context=((0, len(LIVE)),),
        kind="table",
    )
    span = (0, len(text) - start)
    quotes = [
        Quote(text[start:], start, len(text), 0.9, passage, article, span, (), asked=LIVE)
        for article in articles
    ]
    first = replace(quotes[0], also=tuple(quotes[1:4]), nearly=tuple(quotes[4:]))
    notes = (UnderstoodAfter(LIVE), PhraseAbsent(LIVE), ReadAs(LIVE, LIVE))
    answers = [
        Answer(LIVE, outcome, 0.9, shown, notes=notes, unknown_words=(LIVE,), max_shown=5)
        for outcome in AnswerOutcome
        for shown in ((first, *quotes[1:]), (first, replace(first, asked=None)))
    ]
    page = cut_page([article.head for article in articles], 0, SOURCES_ON_A_PAGE)
    found = Occurrence(articles[0], start, len(text), (), passage, sentence=(0, len(text)))
    source = NamedSource(LIVE, is_right=False)
    parts = [
        VerifiedPart(LIVE, verdict, (found,), source=source)
        for verdict in (Verdict.VERBATIM, Verdict.DIFFERS)
    ]
    folders = [article.id for article in articles]
    replies = [
        *map(render_answer, answers),
        *(render_answer(answer, by_date=True, username="footnote_bot") for answer in answers),
        *map(render_miss_shortly, answers),
        render_quote(first, "footnote_bot"),
        render_passage(passage, articles[0], 1, 2),
        render_sources(page),
        render_changes(Changes(True, (LIVE,) * 99, (LIVE,) * 99, (LIVE,) * 99)),
        render_list(page),
        render_found(cut_page([], 0, 8), LIVE),
        render_question(articles[0].head, 3),
        render_post_question(articles[0].head, 3),
        render_offer(Draft("a.md", b"", articles[0], (LIVE,) * 4), LIVE, "0123456789ab", 2),
        render_settings(ChatSettings(folders=frozenset(folders)), folders, 0, -100),
        render_findings_reply([Finding(Health.WRONG, LIVE)]),
        *(render_verification(Verification((p,), own_words=(LIVE,) * 3)) for p in parts),
        render_verification(Verification((*parts, *parts), own_words=(LIVE,) * 3)),
    ]
    for reply in replies:
        accept(reply)
        assert list_live(reply) == [], reply.text


def test_inline_results_of_hostile_articles_are_taken(
    rebuild: Rebuild, server: TelegramServer, alice: User
) -> None:
    hostile = {f"{n}.md": HIDDEN.replace("oak", f"oak {'😀' * 500 * n}") for n in range(3)}
    rebuild(hostile)
    query_id = server.send_inline_query(alice, "the pier of Skerry is made of oak")
    assert server.wait_for_inline_answer(query_id).results
