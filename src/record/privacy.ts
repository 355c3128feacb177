import { isIPv4, isIPv6 } from 'node:net';

/** What is left out of a log's texts before anything is stored. */
export interface Privacy {
  /** Clients become networks: IPv4 to 24 bits, IPv6 to 48. */
  anonymizeIp: boolean;
  /** Queries of requests and referrers go. */
  dropQuery: boolean;
}

export const NO_PRIVACY: Privacy = { anonymizeIp: false, dropQuery: false };

// Whatever looks like one: a version that loses its last number is no loss, an address that stays is.
const IPV4 = /(?<!\d)((?:\d{1,3}\.){3})\d{1,3}(?!\d)/g;
const MAYBE_IPV6 = /[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f.:]*(?:%[0-9A-Za-z]+)?/g;
const LONGEST_IPV6 = 64;
/** A text that is tried at each of its places; what is longer holds no address that a server wrote. */
const LONGEST_TRIED = 256;
const QUERY = /\?[^\s"'<>\\]*/g;
const QUERY_KEY = /(?:^|[_.-])(?:args|query|querystring|query_string|params|parameters)$/i;
const MAPPED = /^(?:0{0,4}:){0,5}:?ffff:/i;
const KEPT_IPV6_GROUPS = 3;

/**
 * The network of a client's address: the last byte of IPv4 is 0, as is all of IPv6 but for 48 bits. Of a host's name the
 * first part goes. Anything else stays.
 */
export function networkOf(client: string): string {
  const network = withoutAddresses(client);
  if (network !== client || /[\d:]$/.test(client) || !client.includes('.')) return network;
  return `*${client.slice(client.indexOf('.'))}`;
}

/** A text in which every address stands for its network. */
function withoutAddresses(text: string): string {
  return text.replace(MAYBE_IPV6, networkOfIpv6).replace(IPV4, '$10');
}

/** An address of a page without its query and what follows. */
export function withoutQuery(url: string): string {
  return /^[^?#]*/.exec(url)![0];
}

/** Any text of a log, such as a rejected line. */
export function redact(text: string, { anonymizeIp, dropQuery }: Privacy): string {
  const cut = dropQuery ? text.replace(QUERY, '?') : text;
  return anonymizeIp ? withoutAddresses(cut) : cut;
}

/** Fields without a column, as one JSON object of texts. */
export function redactFields(json: string, privacy: Privacy): string {
  const fields = Object.entries(JSON.parse(json) as Record<string, unknown>);
  const kept = fields.filter(([name]) => !(privacy.dropQuery && QUERY_KEY.test(name)));
  return JSON.stringify(
    Object.fromEntries(kept.map(([name, value]) => [name, typeof value === 'string' ? redact(value, privacy) : value])),
  );
}

/** Labels may stand ahead of an address, a port or the end of a sentence behind it. */
function networkOfIpv6(found: string): string {
  if (found.length > LONGEST_TRIED) return found;
  for (let start = 0; start < found.length; start = nextStart(found, start)) {
    for (let end = Math.min(found.length, start + LONGEST_IPV6); end > start + 1; end--) {
      const address = found.slice(start, end);
      if (isIPv6(address)) return found.slice(0, start) + networkOfAddress(address) + found.slice(end);
    }
  }
  return found;
}

function nextStart(text: string, start: number): number {
  const colon = text.indexOf(':', start);
  return colon < 0 ? text.length : colon + 1;
}

function networkOfAddress(address: string): string {
  const plain = address.replace(/%.*$/, '');
  const groups = groupsOf(plain);
  if (MAPPED.test(plain) && groups.slice(0, 5).every((group) => group === 0)) {
    const [high, low] = groups.slice(6) as [number, number];
    return `::ffff:${high >> 8}.${high & 255}.${low >> 8}.0`;
  }
  const kept = groups.slice(0, KEPT_IPV6_GROUPS);
  while (kept.at(-1) === 0) kept.pop();
  return `${kept.map((group) => group.toString(16)).join(':')}::`;
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] {
  const tail = address.slice(address.lastIndexOf(':') + 1);
  let text = address;
  if (isIPv4(tail)) {
    const [a, b, c, d] = tail.split('.').map(Number) as [number, number, number, number];
    text = `${address.slice(0, -tail.length)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  }
  const [left, right] = text.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const gap = right === undefined ? 0 : 8 - left!.length - right.length;
  return [...left!, ...new Array<string>(gap).fill('0'), ...(right ?? [])].map((group) => Number.parseInt(group, 16));
}
