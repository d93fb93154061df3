"""Exports of Telegram as articles: what is written, left, taken out, and told."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.articles.files import ArticleFileError, ArticleFiles
from bot.config.settings import Settings
from bot.sources.channels.exports import (
    ExportError,
    ExportReport,
    Names,
    format_report,
    import_export,
)
from bot.sources.channels.files import ChannelFiles
from bot.sources.channels.folders import find_place
from corpus.sources.contained_export import ContainedExportReader
from corpus.sources.posts import Channel, Post
from tests.support.channel_exports import make_channel, make_post, write_export

FOLDER = "harbour_news"
NAMED = Names("Harbour_News")
RENAMED = Names("Coast_Daily", is_renamed=True)
COAST = Names("Harbour_News", is_renamed=True)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "articles").mkdir()
    names = {"CORPUS_DIR": "articles", "INDEX_DIR": "index", "STATE_DIR": "state"}
    env = {name: str(tmp_path / folder) for name, folder in names.items()}
    return Settings.from_env(env, tmp_path, tmp_path)


Add = Callable[..., ExportReport]
Import = Callable[[Settings, Path, Names], ExportReport]


@pytest.fixture(scope="module")
def read_in() -> Iterator[Import]:
    """As `import_export`, all of it by one process."""
    with ContainedExportReader() as reader:
        yield partial(import_export, reader=reader)


@pytest.fixture
def add(read_in: Import) -> Add:
    """Adds an export of a channel with these posts."""

    def add(
        settings: Settings, *posts: object, names: Names = NAMED, **more: object
    ) -> ExportReport:
        path = settings.state_dir.parent / "result.json"
        return read_in(settings, write_export(path, make_channel(*posts, **more)), names)

    return add


def read_files(settings: Settings) -> dict[str, bytes]:
    """What lies among the articles, by the paths."""
    root = settings.corpus_dir
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def name(number: int) -> str:
    return f"{FOLDER}/{number:010}.md"


def test_only_what_has_changed_is_written(add: Add, settings: Settings) -> None:
    add(settings, *map(make_post, range(1, 6)))
    before = {path: path.stat() for path in settings.corpus_dir.rglob("*.md")}
    assert sorted(read_files(settings)) == [name(number) for number in range(1, 6)]

    report = add(settings, *map(make_post, range(1, 5)), make_post(5, "The pier is shut."))

    assert len(report.difference.written) == 1
    assert report.difference.unchanged == 4
    for path, stat in before.items():
        is_same = path.stat().st_ino == stat.st_ino
        assert is_same is (path.name != "0000000005.md")
    assert b"is shut" in read_files(settings)[name(5)]
    assert not (settings.state_dir / "removed").exists()


def test_what_has_vanished_from_what_it_covers_is_taken_out(add: Add, settings: Settings) -> None:
    add(settings, *map(make_post, range(1, 11)))
    report = add(settings, *(make_post(number) for number in (3, 4, 6, 8)))
    # Below 3 and beyond 8 it says nothing.
    assert sorted(read_files(settings)) == [name(n) for n in (1, 2, 3, 4, 6, 8, 9, 10)]
    assert report.difference.removed == (name(7), name(5))
    lies = settings.state_dir / "removed" / FOLDER
    assert sorted(path.name for path in lies.iterdir()) == ["0000000005.md", "0000000007.md"]


def test_messages_of_telegram_itself_are_covered_too(add: Add, settings: Settings) -> None:
    add(settings, *map(make_post, range(1, 4)))
    end = {"id": 9, "type": "service", "action": "pin_message"}
    add(settings, make_post(1), end)
    assert list(read_files(settings)) == [name(1)]


def test_an_export_that_is_cut_takes_nothing_out(
    add: Add, read_in: Import, settings: Settings
) -> None:
    add(settings, *map(make_post, range(1, 6)))
    path = settings.state_dir.parent / "result.json"
    write_export(path, make_channel(make_post(1), make_post(3, "New words."), make_post(5)))
    path.write_bytes(path.read_bytes()[:-3])
    report = read_in(settings, path, NAMED)
    assert len(read_files(settings)) == 5
    assert format_report(report).splitlines()[-1] == (
        "The export ends in its middle, and was read up to there; so nothing was taken out."
    )


def test_nothing_else_is_touched(add: Add, settings: Settings) -> None:
    own = {
        "notes.md": "# Mine",
        f"{FOLDER}/about.md": "# Ours",
        name(2): "# Mine, called so",
        "coast_news/0000000001.md": "# Another",
        f"{FOLDER}/0000000007.txt": "Mine",
    }
    for path, text in own.items():
        (settings.corpus_dir / path).parent.mkdir(exist_ok=True)
        (settings.corpus_dir / path).write_text(text)
    report = add(settings, *map(make_post, range(1, 6)))
    add(settings, make_post(1), make_post(5))
    files = read_files(settings)
    assert {path: files[path].decode() for path in own} == own
    assert sorted(set(files) - set(own)) == [name(1), name(5)]
    assert report.difference.owned == (name(2),)
    assert f"Left as you have changed them: {name(2)}" in format_report(report)


def test_what_the_owner_has_changed_stays(add: Add, settings: Settings) -> None:
    add(settings, *map(make_post, range(1, 4)))
    path = settings.corpus_dir / name(2)
    path.write_text(path.read_text().replace("open", "shut"))
    add(settings, make_post(1), make_post(2, "Other words."), make_post(3))
    assert "The pier is shut." in path.read_text()
    add(settings, make_post(1), make_post(3))
    assert path.exists()


def test_what_the_owner_took_out_stays_out_until_he_wants_it_back(
    add: Add, settings: Settings
) -> None:
    posts = list(map(make_post, range(1, 5)))
    add(settings, *posts)
    (settings.corpus_dir / name(2)).unlink()
    report = add(settings, *posts)
    assert sorted(read_files(settings)) == [name(number) for number in (1, 3, 4)]
    assert format_report(report).splitlines() == [
        "Harbour News: 4 posts. Articles: 3 unchanged, in harbour_news.",
        "Left out, as you took them out: https://t.me/Harbour_News/2; --restore brings them back",
    ]
    add(settings, *posts, names=Names("Harbour_News", is_restored=True))
    assert (settings.corpus_dir / name(2)).exists()

    # What an export took out another one brings back.
    add(settings, *posts[:1], *posts[2:])
    assert add(settings, *posts).difference.added == 1

    shutil.rmtree(settings.corpus_dir / FOLDER)
    assert add(settings, *posts).difference.added == 4


def test_a_reply_in_a_file_that_the_owner_has_changed_is_not_taken_out(
    add: Add, settings: Settings
) -> None:
    posts = make_post(1), make_post(2, "It costs ten crowns.", reply_to_message_id=1), make_post(3)
    add(settings, *posts)
    path = settings.corpus_dir / name(1)
    path.write_text(path.read_text().replace("open", "shut"))
    report = add(settings, *posts)
    assert report.difference.owned == (name(1),)
    assert report.taken_out == ()


def test_a_thread_is_one_article_and_is_taken_apart_again(add: Add, settings: Settings) -> None:
    posts = make_post(1), make_post(2, "It costs ten crowns.", reply_to_message_id=1), make_post(3)
    add(settings, *posts)
    assert sorted(read_files(settings)) == [name(1), name(3)]
    assert b"ten crowns" in read_files(settings)[name(1)]
    add(settings, *posts[:1], posts[2])
    assert b"ten crowns" not in read_files(settings)[name(1)]
    add(settings, *posts)
    add(settings, {"id": 1, "type": "service"}, *posts[1:])
    assert sorted(read_files(settings)) == [name(2), name(3)]


def test_a_reply_to_what_an_export_does_not_cover_joins_it(add: Add, settings: Settings) -> None:
    add(settings, make_post(1))
    add(settings, make_post(2, "It costs ten crowns.", reply_to_message_id=1))
    assert list(read_files(settings)) == [name(1)]
    whole = read_files(settings)
    add(settings, make_post(1), make_post(2, "It costs ten crowns.", reply_to_message_id=1))
    assert read_files(settings) == whole


def test_what_was_edited_later_than_the_export_stays(add: Add, settings: Settings) -> None:
    add(settings, make_post(1, "The pier is shut now.", edited_unixtime="1700009999"))
    add(settings, make_post(1))
    assert b"is shut now" in read_files(settings)[name(1)]


def test_what_says_nothing_is_counted(add: Add, settings: Settings) -> None:
    report = add(
        settings,
        {"id": 1, "type": "service"},
        make_post(2, "Wow!"),
        make_post(3, [{"type": "link", "text": "https://example.org"}]),
        make_post(4, "", photo="(File not included.)"),
        make_post(5, "The pier, in summer", photo="(File not included.)"),
    )
    assert format_report(report).splitlines() == [
        "Harbour News: 4 posts. Articles: 1 new, in harbour_news.",
        "Left out: 1 without text, 2 of a word or an address, 1 message of Telegram itself.",
    ]


def test_links_of_a_public_channel_need_its_name(add: Add, settings: Settings) -> None:
    with pytest.raises(ExportError, match="add --channel @name"):
        add(settings, make_post(1), names=Names())
    add(settings, make_post(1), names=Names(), type="private_channel")
    assert b"https://t.me/c/1234567890/1" in read_files(settings)["c-1234567890/0000000001.md"]


def test_of_several_channels_the_owner_names_one(
    read_in: Import, settings: Settings, tmp_path: Path
) -> None:
    chats = [
        make_channel(make_post(1)),
        make_channel(make_post(1), make_post(2), id=5, name="Coast\u202e\nNews"),
        make_channel(id=6, type="private_supergroup", name="A group"),
    ]
    path = write_export(tmp_path / "result.json", {"chats": {"list": chats}})
    with pytest.raises(ExportError) as caught:
        read_in(settings, path, NAMED)
    assert str(caught.value) == (
        "several channels are in this export; name one by its number, as --channel N: "
        "1234567890 (Harbour News, 1 post), 5 (Coast News, 2 posts)"
    )
    with pytest.raises(ExportError, match="“A group” is no channel"):
        read_in(settings, path, Names("coast", "A group"))
    with pytest.raises(ExportError, match="not one channel called so"):
        read_in(settings, path, Names("coast", "Nowhere"))
    read_in(settings, tmp_path, Names("coast", "5"))
    assert sorted(read_files(settings)) == ["coast/0000000001.md", "coast/0000000002.md"]


def test_what_is_no_channel_is_none(add: Add, read_in: Import, settings: Settings) -> None:
    with pytest.raises(ExportError, match="no channel is in this export"):
        add(settings, make_post(1), type="personal_chat")
    with pytest.raises(ExportError, match="there is no file"):
        read_in(settings, settings.state_dir / "gone.json", NAMED)


def test_a_link_that_leads_out_of_the_folder_is_not_followed(
    add: Add, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (settings.corpus_dir / FOLDER).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Exception, match="does not lie in the folder of the articles"):
        add(settings, make_post(1))
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_channel_that_is_called_otherwise_keeps_its_folder(add: Add, settings: Settings) -> None:
    add(settings, make_post(1), make_post(2))
    report = add(settings, make_post(1), make_post(3), names=RENAMED)
    assert sorted(read_files(settings)) == [name(1), name(3)]
    assert b"https://t.me/Coast_Daily/1" in read_files(settings)[name(1)]
    assert format_report(report) == (
        "Harbour News: 2 posts. Articles: 1 new, 1 changed, 1 taken out, in harbour_news."
    )


def test_another_channel_of_the_same_name_has_a_folder_of_its_own(
    add: Add, settings: Settings
) -> None:
    add(settings, make_post(1), make_post(2))
    coast = make_post(1, "Of the coast.")
    add(settings, coast, make_post(9), names=COAST, id=77, name="Coast News")
    add(settings, coast, make_post(2), id=77, name="Coast News")
    assert sorted(read_files(settings)) == [
        *(f"c-77/{number:010}.md" for number in (1, 2, 9)),
        name(1),
        name(2),
    ]


@pytest.mark.parametrize(
    ("names", "more", "told"),
    [
        (
            Names("coast_daily"),
            {},
            "“Harbour News” was added as @harbour_news, not as @coast_daily: nothing was changed; "
            "if the name is right now, say so by --renamed",
        ),
        (
            Names("HARBOUR_news"),
            {"id": 77, "name": "Coast News"},
            "@HARBOUR_news is “Harbour News” (1234567890), and this export is of “Coast News” (77)"
            ": nothing was changed; if the name is right now, say so by --renamed",
        ),
        (
            NAMED,
            {"type": "private_channel"},
            "“Harbour News” is private in this export, and has no name: leave "
            "--channel @Harbour_News out, or export it anew if it is public now",
        ),
    ],
)
def test_a_name_that_is_not_the_channels_is_refused_without_harm(
    add: Add, settings: Settings, names: Names, more: dict[str, object], told: str
) -> None:
    add(settings, make_post(1), make_post(2))
    before = read_files(settings)
    with pytest.raises(ExportError) as refused:
        add(settings, make_post(1, "Other words."), names=names, **more)
    assert str(refused.value) == told
    assert read_files(settings) == before


def test_a_name_is_the_same_whatever_its_case(add: Add, settings: Settings) -> None:
    add(settings, make_post(1))
    assert add(settings, make_post(1), names=Names("harbour_NEWS")).difference.added == 0


def test_a_channel_that_was_private_may_get_a_name(add: Add, settings: Settings) -> None:
    add(settings, make_post(1), names=Names(), type="private_channel")
    assert len(add(settings, make_post(1)).difference.written) == 1


def test_a_later_part_of_a_thread_is_sought_no_further_back_than_threads_last(
    add: Add, settings: Settings
) -> None:
    """As a live post has nothing but time to tell how far back that is."""
    at, day = 1_700_000_000, 24 * 60 * 60
    posts = [make_post(number, date_unixtime=str(at + number * day)) for number in range(1, 60)]
    posts[-1]["reply_to_message_id"] = 58
    add(settings, *posts)
    channel = Channel(1234567890, "Harbour News", "Harbour_News")
    files = ChannelFiles(ArticleFiles.of_settings(settings), channel)
    path = settings.corpus_dir / name(40)
    path.unlink()
    path.mkdir()  # which cannot be read
    assert files.locate(Post(59, at + 59 * day, ())) == name(58)
    assert files.locate(Post(60, at + 60 * day, ())) == name(60)
    with pytest.raises(ArticleFileError):
        files.find(60)


def test_a_channel_that_is_renamed_gets_into_no_folder_of_the_owners(settings: Settings) -> None:
    """He has named it before, and not by that name."""
    own = settings.corpus_dir / "reports" / "audit.md"
    own.parent.mkdir()
    own.write_text("The audit is not public.")
    channel = Channel(1234567890, "Reports", "reports")
    assert find_place(settings.corpus_dir, channel).folder == "c-1234567890"
    assert find_place(settings.corpus_dir, channel, may_share=True).folder == "reports"
    own.unlink()
    assert find_place(settings.corpus_dir, channel).folder == "reports"
