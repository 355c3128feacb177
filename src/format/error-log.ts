const NGINX = /^\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2} \[(?:debug|info|notice|warn|error|crit|alert|emerg)\] \d+#/;
const APACHE =
  /^\[[A-Z][a-z]{2} [A-Z][a-z]{2} \d{2} [\d:.]+ \d{4}\] \[[\w-]*:(?:debug|info|notice|warn|error|crit|alert|emerg)\]/;

/** Whether a line was written by nginx's or Apache's error log: people pass the wrong file, or merge both. */
export function isErrorLogLine(line: string): boolean {
  return NGINX.test(line) || APACHE.test(line);
}
