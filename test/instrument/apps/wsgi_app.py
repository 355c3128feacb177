"""A plain WSGI application whose paths use known amounts of CPU time."""
import subprocess
import sys
import threading
import time

from burn import burn
from cputime import CpuTime

BURN = 0.03


def in_a_thread():
    thread = threading.Thread(target=burn, args=(BURN,))
    thread.start()
    thread.join()


def in_a_child():
    code = "import time\nwhile time.process_time() < 0.06: pass"
    subprocess.run([sys.executable, "-S", "-c", code], check=True)


WORK = {
    "/ready": lambda: None,
    "/burn": lambda: burn(BURN),
    "/sleep": lambda: time.sleep(0.05),
    "/timing": lambda: burn(BURN),
    "/thread": in_a_thread,
    "/child": in_a_child,
}


def lazy(start):
    """Starts its answer when the server first asks for a part of the body."""
    burn(BURN)
    start("200 OK", [("Content-Length", "2")])
    yield b"ok"


def stream():
    burn(BURN)
    yield b"ok"


def app(environ, start):
    path = environ["PATH_INFO"]
    if path == "/lazy":
        return lazy(start)
    if path == "/stream":
        start("200 OK", [("Content-Type", "text/plain")])
        return stream()
    WORK[path]()
    timing = [("server-timing", "db;dur=3")] if path == "/timing" else []
    start("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "2"), *timing])
    return [b"ok"]


application = CpuTime(app)
