"""What a request may do with known CPU time: in sight of the middleware, or out of it. A work takes the ASGI scope."""
import asyncio
import concurrent.futures
import functools
import multiprocessing
import subprocess
import sys
import threading

from burn import burn, burn_process

PROCESSES = concurrent.futures.ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork"))
BURN = 0.03


async def slow_burn(seconds):
    for _ in range(3):
        await asyncio.sleep(0.001)
        burn(seconds / 3)


async def own(scope):
    await slow_burn(BURN)


async def waits(scope):
    await asyncio.sleep(0.05)


async def gathered(scope):
    await asyncio.gather(slow_burn(BURN / 2), slow_burn(BURN / 2))


async def grandchild(scope):
    async def child():
        await asyncio.create_task(slow_burn(BURN))
    await asyncio.create_task(child())


async def wait_for(scope):
    await asyncio.wait_for(slow_burn(BURN), 5)


async def async_generator(scope):
    async def rows():
        for _ in range(3):
            await asyncio.sleep(0.001)
            burn(BURN / 3)
            yield 1
    assert [row async for row in rows()] == [1, 1, 1]


async def to_thread(scope):
    await asyncio.get_running_loop().run_in_executor(None, burn, BURN)


async def own_pool(scope):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        await asyncio.get_running_loop().run_in_executor(pool, functools.partial(burn, BURN))


async def thread_to_loop(scope):
    """A thread of the request that has the loop compute for it, as Django's async_to_sync does."""
    loop = asyncio.get_running_loop()

    def sync():
        burn(BURN / 2)
        asyncio.run_coroutine_threadsafe(slow_burn(BURN / 2), loop).result()
    # to_thread takes the context along; run_in_executor alone does not
    await asyncio.to_thread(sync)


async def inline_executor(scope):
    """As asgiref's: it runs the work in the thread that is waiting for it, here the request's own."""
    burn(BURN / 3)
    await asyncio.get_running_loop().run_in_executor(CurrentThreadExecutor(), burn, BURN / 3)
    burn(BURN / 3)


class CurrentThreadExecutor(concurrent.futures.Executor):
    def submit(self, work, *args):
        done = concurrent.futures.Future()
        done.set_result(work(*args))
        return done


async def process_pool(scope):
    """The pool outlives the request, so that its CPU time is nowhere to be read."""
    await asyncio.get_running_loop().run_in_executor(PROCESSES, burn_process, BURN)


async def own_thread(scope):
    thread = threading.Thread(target=burn, args=(BURN,))
    thread.start()
    while thread.is_alive():
        await asyncio.sleep(0.002)


async def direct_submit(scope):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        await asyncio.wrap_future(pool.submit(burn, BURN))


async def callback(scope):
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    loop.call_soon(lambda: (burn(BURN), done.set_result(None)))
    await done


async def child_process(scope):
    code = "import time\nwhile time.process_time() < 0.06: pass"
    process = await asyncio.to_thread(subprocess.run, [sys.executable, "-S", "-c", code])
    assert process.returncode == 0


COUNTED = (own, gathered, grandchild, wait_for, async_generator, to_thread, own_pool, thread_to_loop, inline_executor)
OUT_OF_SIGHT = (process_pool, own_thread, direct_submit, callback, child_process)
