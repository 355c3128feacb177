import { isbot, isbotMatch } from 'isbot';
import { UAParser } from 'ua-parser-js';

type Device = 'desktop' | 'mobile' | 'tablet' | 'other';

/** Who asked, as far as the User-Agent header says. */
export interface AgentDescription {
  /** The browser, or the HTTP stack of a mobile app (okhttp, CFNetwork); null: not known, or a bot. */
  browser: string | null;
  os: string | null;
  device: Device;
  /** The name of the crawler, monitor, HTTP library or command-line tool (Googlebot, curl); null: a person's agent. */
  bot: string | null;
}

/** The patterns below are linear or nearly so, but not for megabytes; nothing after this tells agents apart. */
const MAX_READ = 500;
const MAX_NAME = 64;
const UNNAMED = 'unnamed tool';

/** Stacks that apps on people's phones use: such requests are as real as a browser's. */
const APP_STACK = /^(okhttp|Dart|Dalvik)\/|\b(CFNetwork|Alamofire)\//;
/** Attack tools that isbot does not list. */
const UNLISTED_TOOL = /nikto|\$\{/i;
const URLS = /\+?https?:\/\/[^\s;,)]*/gi;
const BROWSER_PREFIX = /^(?:Mozilla|Opera)\//;
const PRODUCT = /^["']?([A-Za-z][^/(;,[{"\n]*)/;
const COMPATIBLE = /\bcompatible[;,]\s*(?!\s|MSIE|Linux|Windows|Mozilla)([^;/(),+]+)/i;
const BOT_WORD = /bot|crawl|spider|slurp|fetch|scan|monitor|preview|headless|lighthouse|inspect|probe|check|nikto/i;
const BROWSER_PARTS =
  /^(?:Mozilla|AppleWebKit|KHTML|like|Gecko|Chrome|Chromium|Safari|Firefox|Version|Mobile|Edg\w*|OPR|compatible)$/i;
const VERSION = /[\s_-]+(?:version[\s_-]*)?v?\d+(?:\.[\dx]+)*[\s_-]*$/i;

const MOBILE_SYSTEM = /^(?:Android|iOS|Windows (?:Phone|Mobile)|BlackBerry|KaiOS|HarmonyOS|Sailfish)/;
const OTHER_SYSTEM = /^(?:Tizen|webOS|NetTV|Netcast|PlayStation|Xbox|Nintendo|Chromecast|Linux TV)/i;

function tidy(name: string | undefined): string {
  return (name ?? '').slice(0, MAX_NAME).replace(/\s+/g, ' ').replace(VERSION, '').trim();
}

/** From the surest place to the least: its own product, "compatible; NAME", a word like "…bot", a foreign product. */
function botName(agent: string): string {
  const text = agent.replace(URLS, ' ');
  if (!BROWSER_PREFIX.test(text)) return tidy(PRODUCT.exec(text)?.[1]) || UNNAMED;
  const compatible = tidy(COMPATIBLE.exec(text)?.[1]);
  if (compatible !== '') return compatible;
  const words = text.split(/[\s;,()+/]+/).filter((word) => /^[A-Za-z]/.test(word));
  const telling = words.find((word) => BOT_WORD.test(word));
  if (telling !== undefined) return tidy(telling);
  const outside = text
    .replace(/\([^()]*\)/g, ' ')
    .split(/[\s/]+/)
    .find((word) => /^[A-Za-z]/.test(word) && !BROWSER_PARTS.test(word));
  return tidy(outside) || tidy(isbotMatch(agent)?.replace(/[^\w .-]+.*$/, '')) || UNNAMED;
}

function deviceOf(type: string | undefined, system: string | null): Device {
  if (type === 'mobile' || type === 'tablet') return type;
  if (type !== undefined || system === null || OTHER_SYSTEM.test(system)) return 'other';
  return MOBILE_SYSTEM.test(system) ? 'mobile' : 'desktop';
}

/**
 * Describes a User-Agent that was sent (an absent one, "-", is the caller's to count). HTTP libraries and command-line
 * tools are bots, for no person waits for the answer, except the stacks that mobile apps are built on.
 */
export function describeAgent(agent: string): AgentDescription {
  const text = agent.slice(0, MAX_READ);
  const stack = APP_STACK.exec(text);
  if (stack === null && (isbot(text) || UNLISTED_TOOL.test(text)))
    return { browser: null, os: null, device: 'other', bot: botName(text) };
  const { browser, os, device } = new UAParser(text).getResult();
  const system = os.name ?? null;
  return {
    browser: browser.name ?? stack?.[1] ?? stack?.[2] ?? null,
    os: system,
    device: deviceOf(device.type, system),
    bot: null,
  };
}
