"""The HTTP server: its thread, its event loop, and the way from a request to an answer."""

import asyncio
import copy
import inspect
import json
import re
import threading
import time
from collections.abc import Awaitable, Iterable
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from aiohttp import web

from tests.telegram_server.calls import Call, CallLog
from tests.telegram_server.downloads import serve_download
from tests.telegram_server.faults import Delivery, Fault
from tests.telegram_server.fields import Json, decode_json
from tests.telegram_server.methods import Method, find_method
from tests.telegram_server.parameters import parse_parameters
from tests.telegram_server.refusals import ApiError, bad_request, strict
from tests.telegram_server.world import World

_PATH = re.compile(r"/bot(?P<token>[^/]+)/(?P<method>[A-Za-z]+)")
_FILE_PATH = re.compile(r"/file/bot(?P<token>[^/]+)/(?P<path>.+)")
_FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_START_TIMEOUT_SECONDS = 10
_DROPPED = ApiError(0, "the connection was dropped")


class Endpoint:
    """Serves one world on an ephemeral port of the loopback interface."""

    def __init__(self, world: World, log: CallLog, token: str) -> None:
        self._world = world
        self._log = log
        self._token = token
        self._port: Future[int] = Future()
        self._thread = threading.Thread(target=self._run, name="telegram-server")
        self._loop: asyncio.AbstractEventLoop
        self._stopping: asyncio.Event

    def start(self) -> int:
        """Start the thread and return the port on which it already listens."""
        self._thread.start()
        return self._port.result(timeout=_START_TIMEOUT_SECONDS)

    def stop(self) -> None:
        """End the open requests, close the port and wait for the thread."""
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except Exception as error:
            if self._port.done():
                raise
            self._port.set_exception(error)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._handle)
        # With the cancellation a getUpdates ends when its client hangs up.
        runner = web.AppRunner(
            application, access_log=None, handler_cancellation=True, shutdown_timeout=1
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self._port.set_result(runner.addresses[0][1])
            await self._stopping.wait()
            self._world.updates.close()
        finally:
            await runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        path = _PATH.fullmatch(request.path)
        file_path = _FILE_PATH.fullmatch(request.path)
        try:
            with self._log.handling():
                if path is not None:
                    return await self._answer(request, path["token"], path["method"])
                if file_path is not None and file_path["token"] == self._token:
                    return await serve_download(request, self._world, self._log, file_path["path"])
                return _respond(ApiError(404, "Not Found"))
        except (web.HTTPException, web.RequestPayloadError, ConnectionError):
            raise
        except Exception as error:
            self._log.crash = error
            raise

    async def _answer(self, request: web.Request, token: str, name: str) -> web.StreamResponse:
        found = find_method(name)
        name = found[0] if found else name
        fault = self._log.take_fault(name)
        given: dict[str, str] = {}
        try:
            given = await _read_given(request)
            if token != self._token:
                raise ApiError(401, "Unauthorized")
            if found is None:
                raise ApiError(404, "Not Found: method not found")
        except ApiError as refusal:
            self._log.record(Call(name, dict(given), refusal=refusal))
            return _respond(refusal)
        call = await self._call(name, found[1], given, fault, time.perf_counter())
        if fault is not None and fault.delivery is not None:
            return await _deliver(request, fault.delivery, _respond(call.refusal or call.result))
        if fault is not None and fault.refusal is None and request.transport is not None:
            request.transport.close()
        if fault is not None and fault.body is not None and call.is_fault:
            return _respond_with(fault.body, call)
        return _respond(call.refusal or call.result)

    async def _call(
        self,
        name: str,
        method: Method,
        given: dict[str, str],
        fault: Fault | None,
        arrived_at: float,
    ) -> Call:
        # Effect and record in one: who sees a message finds also the call that sent it.
        with self._world.changed:
            call, pending = self._start_call(name, method, given, fault)
            call = replace(call, arrived_at=arrived_at)
            if pending is None:
                self._log.record(call)
                return call
        try:
            call = replace(call, result=await pending)
        except ApiError as refusal:
            call = replace(call, refusal=refusal, is_fault=refusal.is_fault)
        self._log.record(call)
        return call

    def _start_call(
        self, name: str, method: Method, given: dict[str, str], fault: Fault | None
    ) -> tuple[Call, Awaitable[object] | None]:
        """Return the call, and what its result is still to be awaited from, if anything."""
        parameters: Json = dict(given)
        try:
            parameters = parse_parameters(method.parameters, given)
            if fault is not None and not fault.after_effect:
                refusal = fault.refusal or _DROPPED
                return Call(name, parameters, refusal=refusal, is_fault=True), None
            result = self._handle_call(name, method, parameters)
        except ApiError as refusal:
            return Call(name, parameters, refusal=refusal, is_fault=refusal.is_fault), None
        call = Call(name, parameters, is_fault=fault is not None)
        if inspect.isawaitable(result):
            return call, result
        # A copy, while the world cannot change.
        return replace(call, result=copy.deepcopy(result)), None

    def _handle_call(self, name: str, method: Method, parameters: Json) -> object:
        if not method.is_limited:
            return method.handler(self._world, parameters)
        chat_id = parameters.get("chat_id")
        chat = self._world.find_chat(chat_id) if chat_id is not None else None
        with self._world.limits.spend(name, chat):
            return method.handler(self._world, parameters)


def _respond(answer: Any) -> web.Response:
    if isinstance(answer, ApiError):
        return web.json_response(answer.to_json(), status=answer.error_code or 500)
    return web.json_response({"ok": True, "result": answer})


async def _deliver(
    request: web.Request, delivery: Delivery, answer: web.Response
) -> web.StreamResponse:
    """Send the answer in pieces of about the same length, all of them or one half."""
    body = (answer.text or "").encode()
    response = web.StreamResponse(status=answer.status)
    response.content_type, response.content_length = "application/json", len(body)
    if delivery.is_cut:
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
        if request.transport is not None:
            request.transport.close()
        return response
    size = -(-len(body) // delivery.pieces)
    for begin in range(0, len(body), size):
        await asyncio.sleep(delivery.seconds / delivery.pieces)
        if not response.prepared:
            await response.prepare(request)
        await response.write(body[begin : begin + size])
    await response.write_eof()
    return response


def _respond_with(body: str, call: Call) -> web.Response:
    status = call.refusal.error_code if call.refusal else 200
    return web.Response(text=body, status=status, content_type="application/json")


async def _read_given(request: web.Request) -> dict[str, str]:
    """Return the parameters of the query and the body as texts."""
    given: dict[str, str] = {}
    for name, text in [*request.query.items(), *await _read_body(request)]:
        if name in given:
            raise strict(f"parameter {name} is given twice")
        given[name] = text
    return given


async def _read_body(request: web.Request) -> Iterable[tuple[str, str]]:
    if not request.can_read_body:
        return []
    if request.content_type == "application/json":
        body = decode_json(await request.text(), "request")
        if not isinstance(body, dict):
            raise bad_request("object expected as request")
        return [(name, _as_text(value)) for name, value in body.items()]
    if request.content_type not in _FORM_TYPES:
        raise strict(f"a body of type {request.content_type}")
    fields = []
    for name, content in (await request.post()).items():
        if not isinstance(content, str):
            raise strict(f"file {name} is not simulated")
        fields.append((name, content))
    return fields


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
