"""The downloads of files, at a path that getFile has told."""

from aiohttp import web

from tests.telegram_server.calls import Call, CallLog
from tests.telegram_server.files import DownloadFault
from tests.telegram_server.refusals import ApiError
from tests.telegram_server.world import World

METHOD = "download"
"""By this name a download stands among the calls."""


async def serve_download(
    request: web.Request, world: World, log: CallLog, path: str
) -> web.StreamResponse:
    """Answer a download and record it as a call."""
    with world.changed:
        file = world.files.by_path.get(path)
        fault = file.take_fault() if file else None
    given = {"file_path": path}
    if file is None or file.content is None:
        refusal = ApiError(404, "Not Found")
    elif fault is not None and fault.error_code is not None:
        refusal = ApiError(fault.error_code, "the download fails", is_fault=True)
    else:
        response = await _send(request, file.content, fault)
        log.record(Call(METHOD, given, is_fault=fault is not None))
        return response
    log.record(Call(METHOD, given, refusal=refusal, is_fault=refusal.is_fault))
    return web.json_response(refusal.to_json(), status=refusal.error_code)


async def _send(
    request: web.Request, content: bytes, fault: DownloadFault | None
) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/octet-stream"})
    response.content_length = len(content)
    await response.prepare(request)
    end = fault.cut_after_bytes if fault is not None else None
    await response.write(content[:end])
    if end is not None and request.transport is not None:
        request.transport.close()
    else:
        await response.write_eof()
    return response
