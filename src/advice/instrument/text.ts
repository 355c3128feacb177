import { ASGI_MIDDLEWARE } from './asgi.js';
import { cpuSnippet } from './cpu.js';
import { gunicornSnippet } from './gunicorn.js';
import { nginxSnippet } from './nginx.js';
import type { InstrumentPart } from './parts.js';
import { WSGI_MIDDLEWARE } from './wsgi.js';

const indent = (text: string): string => text.replace(/^(?=.)/gm, '    ');

const GUIDE = `Let the log tell waiting from computing

A log of wall-clock times cannot tell a wait of 50 ms from a loop of 50 ms.
Two additions can: a log_format with the upstream's times, and a middleware
that tells the CPU time of each request in a response header.

Which to take
    nginx in front, WSGI (Flask, Django, Pyramid, Bottle)     1 and 2
    nginx in front, ASGI (FastAPI, Starlette, async Django)   1 and 3
    no nginx, or no say in its configuration, gunicorn        2 and 4
    no change to the application possible                     1 and 5
1 alone tells who served each request and how long the application took,
which is enough to offload and to cache, but not to tell CPU from IO.

1. nginx: into the http block, then nginx -t && nginx -s reload

${indent(nginxSnippet())}
   A server or location that has an access_log or a proxy_hide_header of its
   own inherits none of that kind: repeat the lines there. Repeat the
   access_log line you have, too, or the old log ends. With uwsgi_pass, write
   uwsgi_hide_header.

2. WSGI: the CPU time of each request

    logsplit instrument wsgi > cputime.py

    from cputime import CpuTime
    application = CpuTime(application)            # any WSGI application
    app.wsgi_app = CpuTime(app.wsgi_app)          # Flask

   For servers that give each request a thread: gunicorn's sync and gthread
   workers, uWSGI, mod_wsgi, waitress. Under gevent and eventlet the requests
   of a thread share its clock, which would charge one with the work of others:
   there the middleware adds nothing. If the application can do without them,
   run one instance with gthread workers.

3. ASGI: the CPU time of each request

    logsplit instrument asgi > cputime.py

    from cputime import CpuTime
    app = CpuTime(app)                            # at the end of the module
    app.add_middleware(CpuTime)                   # or: Starlette, FastAPI;
                                                  # added last it is outermost
   For uvicorn (with and without uvloop), gunicorn's uvicorn workers and
   hypercorn. Tasks that the request creates and def routes are counted.

4. gunicorn's own log instead of nginx's: into gunicorn.conf.py

${indent(gunicornSnippet())}
   gunicorn's uvicorn workers ignore these settings, and uvicorn's own log has
   no times: use nginx's.

5. The application's CPU time from outside: run this while requests come in

${indent(cpuSnippet())}
   Then: logsplit analyze logsplit.log --cpu cpu.txt
   It takes some minutes of varied traffic to divide the CPU time among the
   routes, and rare routes stay unknown. The time has to be the application's
   own: a whole host's (sar, vmstat) says less, since others are in it.

What the header covers, and when there is none
   - CPU seconds from the middleware's start to the response's headers. Put the
     middleware outermost.
   - No header on streamed answers (no Content-Length): their body is computed
     after the headers have left.
   - No header where the figure could be short: CPU used meanwhile by threads
     or child processes that no request is known to have started, or by tasks
     that outlive their request, more than a tenth of the request's time. A
     process that is flooded by very short requests leaves it out for the same
     reason.
   - The work of other processes (the database, a task queue) counts as waiting:
     compiling the application does not change it. That of a pool of processes
     which a WSGI application keeps counts as waiting too, rightly or not.
   - Linux only; elsewhere the middleware does nothing. It costs some 15
     (WSGI) to 100 (ASGI) microseconds a request.

Then let a day of traffic pass, and: logsplit analyze logsplit.log
`;

const PARTS: Record<InstrumentPart, () => string> = {
  nginx: nginxSnippet,
  wsgi: () => WSGI_MIDDLEWARE,
  asgi: () => ASGI_MIDDLEWARE,
  gunicorn: gunicornSnippet,
  cpu: cpuSnippet,
};

/** What `logsplit instrument` prints: the guide, or one part alone, ready for a file. Ends with a newline. */
export function instrumentText(part?: InstrumentPart): string {
  return part === undefined ? GUIDE : PARTS[part]();
}
