"""What every kind of button carries: packed within Telegram's limit, and unpacked as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.chats import MAX_QUOTES
from bot.telegram.messages import callback_data
from bot.telegram.messages.callback_data import (
    KINDS,
    AddOffer,
    AskRemoval,
    CancelOffer,
    CancelWaiting,
    CheckQuote,
    CloseSettings,
    ConfirmPostRemoval,
    ConfirmRemoval,
    ListArticles,
    ReadPassage,
    RemoveReply,
    SearchEverywhere,
    SetLanguage,
    SetQuotes,
    ShowFolders,
    ShowMore,
    ToggleFolder,
    ToggleSilent,
    TurnPage,
    TurnSources,
    Vote,
    find_kind,
    shorten_id,
)
from bot.telegram.messages.packing import CallbackData
from bot.text.translation import LANGUAGES

PASSAGE, MARK, KEY = "0123456789abcdef", "0123456789", "0123456789ab"

# The longest are drawn often, as they decide whether all fits.
pages = st.integers(0, 9_999_999) | st.just(9_999_999)
passage_ids = st.text("0123456789abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=32) | st.just(
    "z" * 32
)
flags = st.booleans()
marks = st.text("0123456789abcdef", min_size=10, max_size=10)
keys = st.text("0123456789abcdef", min_size=12, max_size=12)
contents: dict[type[CallbackData], tuple[st.SearchStrategy[Any], ...]] = {
    ReadPassage: (passage_ids,),
    TurnPage: (pages, st.booleans()),
    ShowMore: (flags, pages, flags, flags, flags, passage_ids, marks),
    Vote: (st.booleans(), passage_ids, marks),
    CheckQuote: (passage_ids, marks),
    RemoveReply: (),
    TurnSources: (pages,),
    SetQuotes: (st.integers(1, MAX_QUOTES),),
    ToggleSilent: (),
    SetLanguage: (st.none() | st.sampled_from(sorted(LANGUAGES)),),
    ToggleFolder: (pages, marks),
    SearchEverywhere: (),
    ShowFolders: (pages,),
    CloseSettings: (),
    AddOffer: (keys,),
    CancelOffer: (keys,),
    CancelWaiting: (keys,),
    ListArticles: (pages,),
    AskRemoval: (marks, pages),
    ConfirmRemoval: (marks, pages),
    ConfirmPostRemoval: (marks, st.integers(0, 10**10 - 1)),
}
records: st.SearchStrategy[CallbackData] = st.one_of(
    [st.builds(kind, *drawn) for kind, drawn in contents.items()]
)
near_misses = st.tuples(
    records.map(lambda record: record.pack()), st.integers(0, 64), st.text(max_size=3)
).map(lambda drawn: drawn[0][: drawn[1]] + drawn[2] + drawn[0][drawn[1] + 1 :])


def test_every_kind_is_among_all_kinds() -> None:
    defined = {kind for kind in vars(callback_data).values() if isinstance(kind, type)}
    kinds = {kind for kind in defined if issubclass(kind, CallbackData)} - {CallbackData}
    assert set(KINDS) == kinds == contents.keys()


@given(records)
def test_what_is_packed_is_unpacked_by_its_kind_alone(record: CallbackData) -> None:
    data = record.pack()
    assert len(data.encode()) <= 64
    assert [kind.unpack(data) for kind in KINDS if kind.unpack(data)] == [record]
    assert find_kind(data) is type(record)


@given(st.text() | near_misses)
def test_any_text_is_one_record_at_most_which_packs_to_it(data: str) -> None:
    found = [record for kind in KINDS if (record := kind.unpack(data))]
    assert [record.pack() for record in found] in ([], [data])
    assert find_kind(data) is (type(found[0]) if found else None)


@pytest.mark.parametrize(
    ("record", "data"),
    [
        (ReadPassage(PASSAGE), f"r:{PASSAGE}"),
        (TurnPage(2, True), "p:2:1"),
        (TurnPage(0, False), "p:0:0"),
        (ShowMore(True, 2, False, True, False, PASSAGE, MARK), f"m:1:2:0:1:0:{PASSAGE}:{MARK}"),
        (ShowMore(False, 0, True, True, True, PASSAGE, MARK), f"m:0:0:1:1:1:{PASSAGE}:{MARK}"),
        (Vote(True, PASSAGE, MARK), f"u:{PASSAGE}:{MARK}"),
        (Vote(False, PASSAGE, MARK), f"n:{PASSAGE}:{MARK}"),
        (CheckQuote(PASSAGE, MARK), f"a:{PASSAGE}:{MARK}"),
        (RemoveReply(), "x:"),
        (TurnSources(12), "s:12"),
        (SetQuotes(3), "t:q3"),
        (ToggleSilent(), "t:s"),
        (SetLanguage("ur"), "t:lur"),
        (SetLanguage(None), "t:l-"),
        (ToggleFolder(1, MARK), f"t:f1:{MARK}"),
        (SearchEverywhere(), "t:e"),
        (ShowFolders(1), "t:p1"),
        (CloseSettings(), "t:c"),
        (AddOffer(KEY), f"o:a:{KEY}"),
        (CancelOffer(KEY), f"o:c:{KEY}"),
        (CancelWaiting(KEY), f"o:w:{KEY}"),
        (ListArticles(4), "d:p::4"),
        (AskRemoval(MARK, 4), f"d:a:{MARK}:4"),
        (ConfirmRemoval(MARK, 4), f"d:y:{MARK}:4"),
        (ConfirmPostRemoval(MARK, 4), f"d:t:{MARK}:4"),
    ],
)
def test_buttons_that_stand_in_chats_are_understood(record: CallbackData, data: str) -> None:
    assert record.pack() == data
    assert type(record).unpack(data) == record


@given(st.text() | st.just("\udce9.md"))
def test_any_name_has_a_mark_that_fits(name: str) -> None:
    mark = shorten_id(name)
    assert CheckQuote(PASSAGE, mark).pack().endswith(mark)
