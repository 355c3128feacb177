/**
 * A Python file, cputime.py: ASGI middleware that adds X-CPU-Time (seconds) and Server-Timing (ms) to whole answers.
 * The thread's CPU clock between start and end would count every task that ran meanwhile, so each step of the
 * request's own tasks and threads is timed; what the process used besides is weighed, and if it is more than a tenth
 * of the request's time, the headers are left out.
 */
export const ASGI_MIDDLEWARE = `"""CPU time of each request, for any ASGI application on asyncio or uvloop.

    app = CpuTime(app)

Adds X-CPU-Time (seconds) and Server-Timing (milliseconds) to the answer.
Counted: the request's coroutine, the tasks it creates, and what it sends to
threads by asyncio.to_thread, run_in_executor or anyio (FastAPI's def routes).
The headers cover the request up to its headers, so a streamed answer (no
Content-Length) gets none. Neither does one during which the process, or a
child of it, used CPU that is no request's: it may have been this request's.
"""
import asyncio
import collections.abc
import contextvars
import sys
import threading
import time

current = contextvars.ContextVar("cputime", default=None)
lock = threading.Lock()
working = {}  # CPU clock of a thread: the request it works for, since when
counted = 0.0  # CPU seconds of all requests, while they lasted
THREADS = ("NoneType", "ThreadPoolExecutor", "CurrentThreadExecutor")


class Request:
    cpu, known, answered, over = 0.0, True, False, False


def ours():
    """The request that this code works for, while it lasts."""
    request = current.get()
    return None if request is None or request.over else request


def switch(request):
    """From here on this thread works for request; returns whose it was."""
    global counted
    me = time.pthread_getcpuclockid(threading.get_ident())
    with lock:
        now = time.clock_gettime(me)
        was, since = working.pop(me, (None, now))
        if was is not None:
            was.cpu += now - since
            counted += 0 if was.over else now - since
        if request is not None:
            working[me] = request, now
    return was


def charge(request, call, *args):
    was = switch(request)
    try:
        return call(*args)
    finally:
        switch(was)


def read(request):
    """CPU seconds of request, and of the process outside all requests."""
    import resource  # not on Windows, which never comes here

    with lock:
        kids = resource.getrusage(resource.RUSAGE_CHILDREN)
        rest = time.process_time() + kids.ru_utime + kids.ru_stime - counted
        cpu = request.cpu
        for clock, (whose, since) in working.items():
            spent = time.clock_gettime(clock) - since
            rest -= 0 if whose.over else spent
            cpu += spent if whose is request else 0
    return cpu, rest


class Steps(collections.abc.Coroutine):
    """A coroutine whose every step is charged to a request."""

    def __init__(self, coro, request):
        self.coro, self.request = coro, request

    def send(self, value):
        return charge(self.request, self.coro.send, value)

    def throw(self, *error):
        return charge(self.request, self.coro.throw, *error)

    def close(self):
        return charge(self.request, self.coro.close)

    def __next__(self):
        return self.send(None)

    def __await__(self):
        return self

    def __getattr__(self, name):  # cr_frame and the like
        return getattr(self.coro, name)


def watch(loop):
    """Has the tasks and threads that a request starts charged to it."""
    factory, submit = loop.get_task_factory(), loop.run_in_executor

    def create(loop, coro, **options):
        request = ours()
        coro = coro if request is None else Steps(coro, request)
        if factory is None:
            return asyncio.Task(coro, loop=loop, **options)
        return factory(loop, coro, **options)

    def run_in_executor(executor, func, *args):
        request = ours()
        if request is None:
            return submit(executor, func, *args)
        if type(executor).__name__ in THREADS:
            return submit(executor, charge, request, func, *args)
        request.known = False  # a pool of processes: out of sight
        return submit(executor, func, *args)

    loop.set_task_factory(create)
    loop.run_in_executor = run_in_executor
    anyio = sys.modules.get("anyio.to_thread")
    if anyio and anyio.run_sync.__module__ != __name__:
        run = anyio.run_sync

        def run_sync(func, *args, **options):
            request = ours()
            if request is None:
                return run(func, *args, **options)
            return run(charge, request, func, *args, **options)

        anyio.run_sync = run_sync


class CpuTime:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        able = hasattr(time, "pthread_getcpuclockid")  # Linux has it
        loop = asyncio._get_running_loop()  # None under trio
        # A server may begin the next request in the context of the last.
        part = ours() and not ours().answered
        if not able or not loop or part or scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        if not hasattr(loop, "cputime"):
            loop.cputime = True
            watch(loop)
        request = Request()
        wall, before = time.perf_counter(), read(request)[1]

        async def start(message):
            if message["type"] == "http.response.start":
                request.answered = True
                took = time.perf_counter() - wall
                cpu, rest = read(request)
                fair = request.known and rest - before < 0.0005 + took / 10
                if fair and whole(message):
                    message = stamped(message, cpu, took)
            await send(message)

        async def run():
            await self.app(scope, receive, start)

        current.set(request)
        try:
            await Steps(run(), request)
        finally:
            request.over = True


def whole(message):
    """Whether the body is there already: its length is known, or it is none."""
    names = [name.lower() for name, _ in message.get("headers", ())]
    return b"content-length" in names or message["status"] in (204, 304)


def stamped(message, cpu, took):
    pairs = list(message.get("headers", ()))
    ours = (b"x-cpu-time", b"server-timing")
    timing = [value for name, value in pairs if name.lower() == ours[1]]
    timing.append(b"cpu;dur=%.3f, app;dur=%.3f" % (cpu * 1e3, took * 1e3))
    kept = [pair for pair in pairs if pair[0].lower() not in ours]
    new = [(ours[0], b"%.6f" % cpu), (ours[1], b", ".join(timing))]
    return {**message, "headers": kept + new}
`;
