const FORMAT_PARTS = [
  '%(h)s - %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s" ',
  'rt=%(L)s host="%({host}i)s" ct="%({content-type}o)s" ',
  'cpu=%({x-cpu-time}o)s st="%({server-timing}o)s"',
];

/** Lines for gunicorn.conf.py: an access log with the request's seconds and the figures of the middleware. */
export function gunicornSnippet(logPath = '/var/log/gunicorn/access.log'): string {
  const format = FORMAT_PARTS.map((part) => `    '${part}'`).join('\n');
  return `accesslog = "${logPath}"
access_log_format = (  # or --access-logformat with the three joined
${format}
)
`;
}
