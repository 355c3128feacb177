"""Drives cputime.CpuTime without a server: prints {case: response headers and what the case found}, one JSON object."""
import asyncio
import inspect
import json
import sys
import warnings

from burn import burn
from cputime import CpuTime
from works import BURN, COUNTED, OUT_OF_SIGHT, PROCESSES, gathered, own, to_thread, waits

LENGTH = (b"content-length", b"2")


def answering(work, headers=(LENGTH,), status=200):
    async def app(scope, receive, send):
        await work(scope)
        await send({"type": "http.response.start", "status": status, "headers": list(headers)})
        await send({"type": "http.response.body", "body": b"ok"})
    return app


async def ask(app, scope=None):
    sent = []

    async def send(message):
        sent.append(message)
    await asyncio.create_task(CpuTime(app)(scope or {"type": "http", "found": {}}, None, send))
    start = next(message for message in sent if message["type"] == "http.response.start")
    return [[name.decode(), value.decode()] for name, value in start.get("headers", ())]


async def failing_children(scope):
    """Cancelling, errors and results pass through the counted tasks as through plain ones."""
    found = scope["found"]

    async def fails():
        await asyncio.sleep(0)
        raise LookupError("mine")

    async def cleans_up():
        try:
            await asyncio.sleep(10)
        finally:
            found["cleaned"] = True
    try:
        await asyncio.create_task(fails())
    except LookupError as error:
        found["error"] = str(error)
    unstarted = asyncio.create_task(cleans_up())
    unstarted.cancel()
    sleeping = asyncio.create_task(cleans_up(), name="napper")
    await asyncio.sleep(0)
    found["state"] = inspect.getcoroutinestate(sleeping.get_coro())
    found["name"] = sleeping.get_name()
    found["coroutine"] = sleeping.get_coro().__name__
    sleeping.cancel()
    results = await asyncio.gather(unstarted, sleeping, return_exceptions=True)
    found["cancelled"] = [type(result).__name__ for result in results]


async def request_within(scope):
    """The application asks itself, as a client in the process does: one request, counted once."""
    scope["found"]["inner"] = await ask(answering(own))


async def next_on_the_connection():
    """A server may begin the next request in the context of one that is answered and has yet to end."""
    answers = []

    async def app(scope, receive, send):
        await answering(waits)(scope, receive, send)
        answers.append(await ask(answering(gathered)))
    first = await ask(app)
    return [first, *answers]


class Worker:
    """Started outside any request, does the work that requests queue: nobody can tell whose its CPU time is."""
    async def run(self):
        self.queue = asyncio.Queue()
        while True:
            done = await self.queue.get()
            burn(BURN)
            done.set_result(None)

    async def use(self, scope):
        done = asyncio.get_running_loop().create_future()
        await self.queue.put(done)
        await done


async def in_turn():
    found = {work.__name__: await ask(answering(work)) for work in (waits, *COUNTED, *OUT_OF_SIGHT)}

    worker = Worker()
    task = asyncio.create_task(worker.run())
    await asyncio.sleep(0)
    found["queued_work"] = await ask(answering(worker.use))
    task.cancel()

    found["streamed"] = await ask(answering(own, headers=[(b"content-type", b"text/plain")]))
    found["not_modified"] = await ask(answering(own, headers=[], status=304))
    timings = [LENGTH, (b"Server-Timing", b"db;dur=3"), (b"x-cpu-time", b"9"), (b"server-timing", b"miss")]
    found["merged"] = await ask(answering(own, headers=timings))
    found["nested"] = await ask(CpuTime(answering(gathered)))

    scope = {"type": "http", "found": {}}
    found["request_within"] = await ask(answering(request_within), scope)
    found["inner"] = scope["found"]["inner"]
    found["first"], found["next"] = await next_on_the_connection()

    scope = {"type": "http", "found": {}}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        await ask(answering(failing_children), scope)
    found["failing_children"] = {**scope["found"], "warnings": [str(one.message) for one in caught]}
    return found


async def at_once():
    """Waits and burns that share the loop and the threads."""
    apps = {"waits": answering(waits), "own": answering(own), "to_thread": answering(to_thread)}
    names = ["waits", "own", "to_thread", "waits", "own", "to_thread", "gathered", "waits"]
    apps["gathered"] = answering(gathered)
    answers = await asyncio.gather(*(ask(apps[name]) for name in names))
    return [[name, answer] for name, answer in zip(names, answers)]


async def own_factory():
    """A task factory that was there before goes on making the tasks."""
    made = []

    def factory(loop, coro, **options):
        made.append(coro)
        return asyncio.Task(coro, loop=loop, **options)
    asyncio.get_running_loop().set_task_factory(factory)
    headers = await ask(answering(gathered))
    return {"headers": headers, "made": len(made)}


def without_a_loop():
    """As under trio: the middleware steps aside."""
    sent = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [LENGTH]})

    async def send(message):
        sent.append(message)
    try:
        CpuTime(app)({"type": "http"}, None, send).send(None)
    except StopIteration:
        pass
    return [[name.decode(), value.decode()] for name, value in sent[0]["headers"]]


async def lifespan():
    seen = []

    async def app(scope, receive, send):
        seen.append(send)
    await CpuTime(app)({"type": "lifespan"}, None, print)
    return seen == [print]


def main():
    if sys.argv[1] == "uvloop":
        import uvloop
        uvloop.install()
    print(json.dumps({
        "inTurn": asyncio.run(in_turn()),
        "atOnce": asyncio.run(at_once()),
        "ownFactory": asyncio.run(own_factory()),
        "withoutLoop": without_a_loop(),
        "lifespan": asyncio.run(lifespan()),
    }))
    PROCESSES.shutdown()


main()
