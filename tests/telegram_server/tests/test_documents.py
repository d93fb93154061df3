"""The test double of Telegram: files that users send, and their downloads."""

import asyncio
from typing import Any

import httpx
import pytest
import telegram

from tests.telegram_server import SentMessage
from tests.telegram_server.files import MAX_DOWNLOAD_BYTES
from tests.telegram_server.scene import Scene

Json = dict[str, Any]
CONTENT = b"Is water wet?\n" * 5000


def send(scene: Scene, content: bytes | None = CONTENT, **options: Any) -> SentMessage:
    return scene.server.send_document(scene.chat, scene.alice, "wet.txt", content, **options)


def file_id(message: SentMessage) -> str:
    return str(message.raw["document"]["file_id"])


def download(scene: Scene, path: str, token: str | None = None) -> httpx.Response:
    return scene.http.get(f"{scene.server.url}/file/bot{token or scene.server.token}/{path}")


def open_path(scene: Scene, message: SentMessage) -> str:
    return str(scene.ask("getFile", file_id=file_id(message))["file_path"])


def test_document_is_shaped_as_telegrams(scene: Scene) -> None:
    message = send(scene, caption="/add @footnote_test_bot", mime_type="text/plain")
    (update,) = scene.take_updates()
    assert update["message"] == message.raw
    document = message.raw["document"]
    assert (document["file_name"], document["mime_type"]) == ("wet.txt", "text/plain")
    assert document["file_size"] == len(CONTENT)
    assert message.text == "/add @footnote_test_bot"
    assert [each["type"] for each in message.entities] == ["bot_command", "mention"]
    nameless = scene.server.send_document(scene.chat, scene.alice, None, b"")
    assert nameless.raw["document"].keys() == {"file_id", "file_unique_id", "file_size"}
    assert file_id(nameless) != file_id(message)
    with pytest.raises(ValueError):
        send(scene, None)
    with pytest.raises(ValueError):
        send(scene, caption="a" * 1025)


def test_file_is_downloaded_where_get_file_says(scene: Scene) -> None:
    message = send(scene)
    told = scene.ask("getFile", file_id=file_id(message))
    assert (told["file_id"], told["file_size"]) == (file_id(message), len(CONTENT))
    assert told["file_path"].endswith(".txt")
    answer = download(scene, told["file_path"])
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert download(scene, told["file_path"], token="1:wrong").status_code == 404
    assert scene.server.refusals == []
    assert download(scene, "documents/other.txt").json() == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found",
    }
    assert [call.method for call in scene.server.refusals] == ["download"]
    assert "file_id not specified" in scene.refuse("getFile")
    assert "invalid file_id" in scene.refuse("getFile", file_id="AAA")
    for name in (None, "no suffix", "a.b c", "a.txt/../b", ".\N{SNOWMAN}"):
        odd = scene.server.send_document(scene.chat, scene.alice, name, b"x")
        assert download(scene, open_path(scene, odd)).content == b"x"


def test_big_file_is_refused(scene: Scene) -> None:
    allowed = send(scene, None, file_size=MAX_DOWNLOAD_BYTES)
    scene.ask("getFile", file_id=file_id(allowed))
    too_big = send(scene, None, file_size=MAX_DOWNLOAD_BYTES + 1)
    assert too_big.raw["document"]["file_size"] == 20 * 1024 * 1024 + 1
    refusal = "400 Bad Request: file is too big"
    assert scene.refuse("getFile", file_id=file_id(too_big)) == refusal
    # A size may be claimed that the content has not.
    small = send(scene, b"small", file_size=1000)
    assert download(scene, open_path(scene, small)).content == b"small"
    assert download(scene, open_path(scene, allowed)).status_code == 404


def test_download_fails(scene: Scene) -> None:
    message = send(scene)
    path = open_path(scene, message)
    scene.server.fail_downloads(message, 502, times=1)
    assert [download(scene, path).status_code for _ in range(2)] == [502, 200]
    scene.server.fail_downloads(message, 404)
    assert [download(scene, path).status_code for _ in range(2)] == [404, 404]
    scene.server.mend_downloads(message)
    assert download(scene, path).content == CONTENT
    scene.server.wait_until(lambda: len(scene.server.calls("download")) == 5)  # noted afterwards
    assert [call.is_fault for call in scene.server.calls("download")] == [
        True,
        False,
        True,
        True,
        False,
    ]
    assert scene.server.refusals == []


@pytest.mark.parametrize("after_bytes", [0, 100, len(CONTENT) - 1])
def test_download_is_cut_off(scene: Scene, after_bytes: int) -> None:
    message = send(scene)
    path = open_path(scene, message)
    scene.server.cut_downloads(message, after_bytes, times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        download(scene, path)
    assert download(scene, path).content == CONTENT
    assert scene.server.refusals == []


def test_lost_file_is_not_found(scene: Scene) -> None:
    message, other = send(scene), send(scene)
    path = open_path(scene, message)
    scene.server.forget_file(message)
    scene.server.forget_file(other)
    lost = "400 Bad Request: wrong file_id or the file is temporarily unavailable"
    for each in (message, other):
        assert scene.refuse("getFile", file_id=file_id(each)) == lost
    assert download(scene, path).status_code == 404


def test_python_telegram_bot_downloads(scene: Scene) -> None:
    server = scene.server
    message = send(scene)

    async def talk() -> None:
        bot = telegram.Bot(
            server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot"
        )
        async with bot:
            (update,) = await bot.get_updates()
            assert update.message is not None
            assert update.message.document is not None
            file = await update.message.document.get_file()
            assert await file.download_as_bytearray() == CONTENT
            server.cut_downloads(message, 10, times=1)
            with pytest.raises(telegram.error.NetworkError):
                await file.download_as_bytearray()
            server.fail_downloads(message, 502, times=1)
            with pytest.raises(telegram.error.NetworkError):
                await file.download_as_bytearray()
            assert await file.download_as_bytearray() == CONTENT

    asyncio.run(talk())
    assert server.refusals == []
