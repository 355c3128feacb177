"""WSGI middleware: the CPU time of each request as response headers, for nginx to log."""
import time


class CpuTime:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        wall_start, cpu_start = time.perf_counter(), time.thread_time()

        def start(status, headers, exc_info=None):
            cpu_s = time.thread_time() - cpu_start
            wall_s = time.perf_counter() - wall_start
            timing = f"cpu;dur={cpu_s * 1e3:.1f}, app;dur={wall_s * 1e3:.1f}"
            headers = [*headers, ("X-CPU-Time", f"{cpu_s:.4f}"), ("Server-Timing", timing)]
            return start_response(status, headers, exc_info)

        return self.app(environ, start)
