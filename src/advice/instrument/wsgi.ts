/**
 * A Python file, cputime.py: WSGI middleware that adds X-CPU-Time (seconds) and Server-Timing (ms) to whole answers.
 * Threads take the thread's CPU clock. Where it cannot be the whole truth the headers are left out: greenlets share a
 * thread, the request's own threads and children count elsewhere, and a streamed body is computed after the headers.
 */
export const WSGI_MIDDLEWARE = `"""CPU time of each request, for any WSGI application.

    application = CpuTime(application)

Adds X-CPU-Time (seconds) and Server-Timing (milliseconds) to the answer.
They cover the request up to its headers, so an answer that is computed while
it is sent (a generator: no Content-Length) gets none. Neither does one under
gevent or eventlet, whose requests share a thread, nor one during which other
threads or child processes used CPU that may have been the request's.
"""
import sys
import threading
import time


class CpuTime:
    serving = {}  # CPU clock of each thread that serves: its first reading

    def __init__(self, app):
        self.app = app

    def elsewhere(self):
        """CPU seconds of this process and its children in other threads."""
        import resource  # not on Windows, which never comes here

        kids = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = time.process_time() + kids.ru_utime + kids.ru_stime
        for clock, first in list(self.serving.items()):
            try:
                cpu -= time.clock_gettime(clock) - first
            except OSError:  # the thread has ended
                self.serving.pop(clock, None)
        return cpu

    def __call__(self, environ, start_response):
        greenlet = sys.modules.get("greenlet")
        shared = greenlet and greenlet.getcurrent().parent
        if shared or not hasattr(time, "pthread_getcpuclockid"):
            return self.app(environ, start_response)
        clock = time.pthread_getcpuclockid(threading.get_ident())
        self.serving.setdefault(clock, time.thread_time())
        other = self.elsewhere()
        wall, cpu = time.perf_counter(), time.thread_time()

        def start(status, headers, exc_info=None):
            spent = time.thread_time() - cpu
            took = time.perf_counter() - wall
            names = [name.lower() for name, _ in headers]
            whole = "content-length" in names or status[:3] in ("204", "304")
            if whole and self.elsewhere() - other < 0.0005 + took / 10:
                headers = stamped(headers, spent, took)
            return start_response(status, headers, exc_info)

        return self.app(environ, start)


def stamped(headers, spent, took):
    ours = ("x-cpu-time", "server-timing")
    timing = [value for name, value in headers if name.lower() == ours[1]]
    timing.append("cpu;dur=%.3f, app;dur=%.3f" % (spent * 1e3, took * 1e3))
    return [pair for pair in headers if pair[0].lower() not in ours] + [
        ("X-CPU-Time", "%.6f" % spent),
        ("Server-Timing", ", ".join(timing)),
    ]
`;
