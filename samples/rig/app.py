"""A Flask application whose routes have a known nature: computing, waiting, both, or sending bytes."""
import fcntl
import json
import os
import queue
import random
import re
import socket

from flask import Flask, Response, redirect, request, send_from_directory

import database
import kernels
from cputime import CpuTime
from truth import Truth

PUBLIC = os.path.join(os.environ["RIG_PREFIX"], "public")
LOCK = os.path.join(os.environ["RIG_PREFIX"], "lock")
DATA = [os.path.join(os.environ["RIG_PREFIX"], "data", str(i)) for i in range(8)]

app = Flask(__name__)
app.config["PROPAGATE_EXCEPTIONS"] = False
app.logger.disabled = True

connections = queue.LifoQueue()


def db(ms, kind="sleep"):
    """Send one query to the simulated database; it answers after ms."""
    try:
        connection = connections.get_nowait()
    except queue.Empty:
        sock = socket.create_connection((database.HOST, database.PORT))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = sock.makefile("rwb", buffering=4096)
    connection.write(f"{kind} {ms:.1f}\n".encode())
    connection.flush()
    row = connection.readline()
    connections.put(connection)
    return row


def around(median_ms, sigma):
    """A log-normal duration, as query times are."""
    return random.lognormvariate(0, sigma) * median_ms


ROWS = [{"id": i, "name": f"item {i}", "price": i * 1.25, "tags": ["a", "b", str(i)]} for i in range(1500)]
TABLE = app.jinja_env.from_string(
    "<html><body><h1>{{ title }}</h1><table>{% for r in rows %}<tr class='{{ loop.cycle('odd','even') }}'>"
    "<td>{{ r.id }}</td><td>{{ r.name|upper }}</td><td>{{ '%.2f'|format(r.price) }}</td>"
    "<td>{{ r.tags|join(', ') }}</td></tr>{% endfor %}</table></body></html>"
)
TEXT = " ".join(
    f"user{i}@example{i % 7}.org spent {i}.{i % 100:02d} EUR on 2024-{i % 12 + 1:02d}-{i % 28 + 1:02d};"
    for i in range(1200)
)
SPENT = re.compile(r"([a-z]+\d*)@([a-z0-9]+)\.org spent (\d+)\.(\d+) EUR on (\d{4})-(\d\d)-(\d\d)")
DOWNLOAD = os.urandom(1 << 20)


def edit_distance():
    n = int(request.args.get("n", 100))
    return kernels.levenshtein(b"ab" * (n // 2), b"ba" * (n // 2))


def read_files():
    total = 0
    for path in DATA:
        with open(path, "rb") as f:
            total += len(f.read())
    return total


def exclusive():
    with open(LOCK, "w") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        return db(15)


def pieces(body):
    return (body[i : i + 65536] for i in range(0, len(body), 65536))


def tagged(tag):
    response = Response(tag * 200)
    response.set_etag(tag)
    return response.make_conditional(request)


def broken():
    db(4)
    raise RuntimeError("boom")


WORK = {
    # computing
    "/api/primes": lambda: kernels.primes(5000),
    "/api/collatz": lambda: kernels.collatz(3200),
    "/api/mandel": lambda: kernels.mandel(120, 96, 80),
    "/api/matmul": lambda: kernels.matmul(145),
    "/api/risk": lambda: kernels.matmul(180),
    "/api/diff": edit_distance,
    "/report": lambda: Response(TABLE.render(title="Report", rows=ROWS[:500])),
    "/pricing": lambda: Response(TABLE.render(title="Price list", rows=ROWS[:750])),
    "/export.json": lambda: Response(json.dumps(ROWS), mimetype="application/json"),
    "/cached/page": lambda: Response(f"<p>{kernels.collatz(8000)}</p>", headers={"Cache-Control": "max-age=10"}),
    "/search/text": lambda: sum(int(m.group(3)) for _ in range(6) for m in SPENT.finditer(TEXT)),
    # waiting
    "/db/fast": lambda: db(2),
    "/db/user": lambda: db(around(8, 0.5)),
    "/db/orders": lambda: db(around(40, 0.6)),
    "/db/const": lambda: db(50),
    "/db/slow": lambda: db(200),
    "/db/bimodal": lambda: db(400 if random.random() < 0.05 else 6),
    "/db/hot": lambda: db(12, "hot"),
    "/fanout": lambda: [db(around(10, 0.4)) for _ in range(5)],
    "/users/<int:id>": lambda id: db(around(9, 0.4)),
    "/orders/<uuid:id>": lambda id: db(around(30, 0.5)),
    "/orders": lambda: db(around(20, 0.4)),
    "/io/lock": exclusive,
    "/err": broken,
    # both
    "/mix/half": lambda: (db(around(18, 0.4)), kernels.collatz(6000)),
    "/mix/8020": lambda: (db(around(7, 0.4)), kernels.mandel(110, 90, 70)),
    "/mix/2080": lambda: (db(around(28, 0.4)), kernels.collatz(2600)),
    # short
    "/io/file": read_files,
    "/go": lambda: redirect("/db/fast"),
    "/etag": lambda: tagged("v1"),
    # sending
    "/dl/file": lambda: Response(DOWNLOAD, mimetype="application/octet-stream"),
    "/dl/stream": lambda: Response(pieces(DOWNLOAD), mimetype="application/octet-stream"),
    "/assets/<path:name>": lambda name: send_from_directory(PUBLIC + "/assets", name),
}


def view(work):
    def run(**ids):
        result = work(**ids)
        return result if isinstance(result, Response) else {"ok": True, "value": str(result)[:40]}

    return run


for rule, work in WORK.items():
    app.add_url_rule(rule, rule, view(work), methods=["POST" if rule == "/orders" else "GET"])


@app.before_request
def name_route():
    if request.url_rule:
        request.environ["rig.route"] = request.url_rule.rule


application = Truth(CpuTime(app.wsgi_app), os.environ["RIG_TRUTH"])
