import { cleanText } from './clean.js';

/** A piece of configuration and the block that it belongs into. */
export interface ConfigPart {
  block: 'http' | 'server' | 'site';
  /** Null: for all hosts, or the log does not name them. */
  host: string | null;
  text: string;
}

const WHERE: Record<ConfigPart['block'], string> = {
  http: "Into nginx's http block: include it there, then nginx -t.",
  server: "Into nginx's server block: include it there, then nginx -t and nginx -s reload.",
  site: 'Into the site block of the Caddyfile: import it there, then caddy validate and caddy reload.',
};

/** One part as a file of its own. */
export function renderConfigPart({ block, host, text }: ConfigPart): string {
  const where = host === null ? WHERE[block] : WHERE[block].replace(' block', ` block of ${cleanText(host)}`);
  return `# Written by logsplit from an access log. ${where}\n\n${text}\n`;
}

/** All parts, one after the other. */
export function renderConfigParts(parts: readonly ConfigPart[]): string {
  return parts.map(renderConfigPart).join('\n');
}
