"""WSGI middleware: the rig's own record of each request (route, wall ms, thread CPU ms), body included."""
import os
import time


class Truth:
    def __init__(self, app, path):
        self.app = app
        self.fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def __call__(self, environ, start_response):
        wall_start, cpu_start = time.perf_counter(), time.thread_time()
        body = self.app(environ, start_response)
        try:
            yield from body
        finally:
            if hasattr(body, "close"):
                body.close()
            wall_ms = (time.perf_counter() - wall_start) * 1e3
            cpu_ms = (time.thread_time() - cpu_start) * 1e3
            # One write of an O_APPEND file, so that lines of several workers never mix.
            route = environ.get("rig.route", "(no route)")
            os.write(self.fd, f"{route}\t{wall_ms:.3f}\t{cpu_ms:.3f}\n".encode())
