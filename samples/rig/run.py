"""Makes the sample logs again: database, gunicorn, nginx and load on loopback; prints what the app measured."""
import argparse
import collections
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

RIG = os.path.dirname(os.path.abspath(__file__))
CONF = os.path.join(RIG, "..", "nginx.conf")
LOGS = ["combined.log", "timed.log", "timed-cpu.log", "json.log"]
FILES = {
    "static/app.css": 19500,
    "assets/app.3f2a1b9c.js": 41200,
    "assets/app.3f2a1b9c.css": 12800,
    "assets/logo.png": 24000,
}


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", help="directory for the logs")
    parser.add_argument("--workers", type=int, default=8, help="gunicorn's sync workers")
    parser.add_argument("--low", type=float, default=6, help="lowest arrival rate, requests/s")
    parser.add_argument("--high", type=float, default=43, help="highest arrival rate, requests/s")
    parser.add_argument("--period", type=float, default=30, help="seconds from low to high and back")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def prepare(prefix):
    os.chmod(prefix, 0o755)  # nginx's worker may run as another user
    for folder in ("logs", "tmp", "cache", "data", "public/static", "public/assets"):
        os.makedirs(os.path.join(prefix, folder))
    for name, size in FILES.items():
        with open(os.path.join(prefix, "public", name), "wb") as f:
            f.write(b"/* file */\n" * (size // 11))
    with open(os.path.join(prefix, "public", "robots.txt"), "w") as f:
        f.write("User-agent: *\nDisallow: /db/\n")
    for i in range(8):
        with open(os.path.join(prefix, "data", str(i)), "wb") as f:
            f.write(os.urandom(1 << 18))


@contextlib.contextmanager
def running(*command, **env):
    process = subprocess.Popen(command, cwd=RIG, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **env})
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)


def wait_until_ready():
    for _ in range(100):
        with contextlib.suppress(OSError):
            return urllib.request.urlopen("http://127.0.0.1:8080/go", timeout=2).read()
        time.sleep(0.1)
    raise SystemExit("nginx does not answer on 127.0.0.1:8080: are ports 8000, 8002 and 8080 free?")


def cpu_seconds(pid):
    """CPU seconds of a process and its children so far."""
    total = 0
    for task in os.listdir("/proc"):
        with contextlib.suppress(OSError, ValueError):
            with open(f"/proc/{int(task)}/stat") as f:
                fields = f.read().rsplit(")", 1)[1].split()
            if pid in (int(task), int(fields[1])):
                total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def recording(pid, path):
    """Writes what the application has used of the CPU, once a second."""
    done = threading.Event()

    def record():
        with open(path, "w") as f:
            f.write("time\tapp_cpu_seconds_total\n")
            while not done.wait(1 - time.time() % 1):
                f.write(f"{time.time():.3f}\t{cpu_seconds(pid):.2f}\n")

    thread = threading.Thread(target=record)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def table(truth, json_log):
    """One Markdown row a route with what the app measured, then the requests that never reached the app."""
    routes = collections.defaultdict(list)
    with open(truth) as f:
        for line in f:
            route, wall_ms, cpu_ms = line.rstrip("\n").split("\t")
            routes[route].append((float(wall_ms), float(cpu_ms)))
    yield "| route | app requests | wall ms | CPU ms | CPU share |\n|---|---:|---:|---:|---:|"
    for route, rows in sorted(routes.items()):
        wall_ms, cpu_ms = (sum(column) / len(rows) for column in zip(*rows))
        yield f"| `{route}` | {len(rows)} | {wall_ms:.2f} | {cpu_ms:.2f} | {cpu_ms / wall_ms:.2f} |"
    with open(json_log, encoding="utf-8", errors="replace") as f:
        rows = [json.loads(line) for line in f]
    own = collections.Counter(
        (row["request_uri"].split("?")[0], row["status"], row["upstream_cache_status"])
        for row in rows
        if not row["upstream_response_time"]
    )
    yield f"\n{len(rows)} lines; answered without the app: {sum(own.values())}"
    for (path, status, cache), n in sorted(own.items()):
        yield f"  {n:4} {status} {cache:4} {path!r}"


def main():
    args = options()
    os.makedirs(args.out, exist_ok=True)
    with tempfile.TemporaryDirectory() as prefix, contextlib.ExitStack() as stack:
        prepare(prefix)
        truth = os.path.join(prefix, "truth.tsv")
        logs = [os.path.join(prefix, "logs", name) for name in LOGS]
        stack.enter_context(running(sys.executable, "database.py"))
        gunicorn = f"-m gunicorn -k sync -w {args.workers} -b 127.0.0.1:8000 --log-level error app:application".split()
        app = stack.enter_context(running(sys.executable, *gunicorn, RIG_PREFIX=prefix, RIG_TRUTH=truth))
        stack.enter_context(running("nginx", "-p", prefix, "-c", os.path.abspath(CONF), "-g", "daemon off;"))
        wait_until_ready()
        time.sleep(2)  # every worker has imported the app
        for path in [truth, *logs]:
            os.truncate(path, 0)
        load = [args.low, args.high, args.period, args.seconds, args.seed]
        with recording(app.pid, os.path.join(args.out, "cpu.tsv")):
            subprocess.run(["node", os.path.join(RIG, "load.mjs"), *map(str, load)], check=True)
            time.sleep(1)
        for path in logs:
            shutil.copy(path, args.out)
        print("\n".join(table(truth, logs[-1])))


main()
