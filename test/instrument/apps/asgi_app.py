"""A Starlette application whose paths use known amounts of CPU time, behind a middleware that re-streams every answer."""
import asyncio
import time

from burn import burn
from cputime import CpuTime
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

BURN = 0.03


def ok():
    return PlainTextResponse("ok")


async def ready(request):
    return ok()


async def slow_burn(seconds):
    for _ in range(3):
        await asyncio.sleep(0.002)
        burn(seconds / 3)


async def burns(request):
    await slow_burn(BURN)
    return ok()


async def sleeps(request):
    await asyncio.sleep(0.05)
    return ok()


async def children(request):
    await asyncio.gather(slow_burn(BURN / 2), asyncio.create_task(slow_burn(BURN / 2)))
    return ok()


async def thread(request):
    await asyncio.to_thread(burn, BURN)
    return ok()


def def_burn(request):
    burn(BURN)
    return ok()


def def_sleep(request):
    time.sleep(0.05)
    return ok()


left = set()


async def leaves_work(request):
    task = asyncio.create_task(slow_burn(BURN))
    left.add(task)
    task.add_done_callback(left.discard)
    return ok()


async def process_cpu(request):
    return PlainTextResponse(str(time.process_time()))


async def stream(request):
    async def body():
        burn(BURN)
        yield "ok"
    return StreamingResponse(body())


async def passes(request, call_next):
    return await call_next(request)


PATHS = {
    "/ready": ready,
    "/burn": burns,
    "/sleep": sleeps,
    "/children": children,
    "/thread": thread,
    "/def-burn": def_burn,
    "/def-sleep": def_sleep,
    "/stream": stream,
    "/leaves-work": leaves_work,
    "/process-cpu": process_cpu,
}
app = CpuTime(
    Starlette(
        routes=[Route(path, endpoint) for path, endpoint in PATHS.items()],
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=passes)],
    )
)
