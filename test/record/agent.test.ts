import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeAgent } from '../../src/record/agent.js';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('people', () => {
  test.each([
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/120.0.0.0 Safari/537.36`,
      'Chrome',
      'Windows',
      'desktop',
    ],
    ['Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:27.0) Gecko/20100101 Firefox/27.0', 'Firefox', 'Ubuntu', 'desktop'],
    [
      `Mozilla/5.0 (Linux; Android 13; Pixel 7) ${WEBKIT} Chrome/112.0.0.0 Mobile Safari/537.36`,
      'Chrome',
      'Android',
      'mobile',
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 7_0_4 like Mac OS X) AppleWebKit/537.51.1 (KHTML, like Gecko) Version/7.0 Mobile/11B554a Safari/9537.53',
      'Mobile Safari',
      'iOS',
      'tablet',
    ],
    // a phone whose maker's name holds "bot"
    [
      `Mozilla/5.0 (Linux; Android 9; CUBOT_X18) ${WEBKIT} Chrome/80.0.0.0 Mobile Safari/537.36`,
      'Chrome',
      'Android',
      'mobile',
    ],
    [`Mozilla/5.0 (SMART-TV; Linux; Tizen 5.0) ${WEBKIT} Version/5.0 TV Safari/537.36`, 'Safari', 'Tizen', 'other'],
    // apps: people wait for these answers
    ['okhttp/4.9.0', 'okhttp', null, 'other'],
    ['Shop/1.2.3 CFNetwork/1240.0.4 Darwin/20.5.0', 'CFNetwork', 'iOS', 'mobile'],
    ['Dalvik/2.1.0 (Linux; U; Android 11; Pixel 5 Build/RD1A)', 'Dalvik', 'Android', 'mobile'],
  ])('%s', (agent, browser, os, device) => {
    expect(describeAgent(agent)).toEqual({ browser, os, device, bot: null });
  });
});

describe('crawlers, monitors, libraries and tools are bots, by name', () => {
  test.each([
    ['Googlebot', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
    [
      'Googlebot',
      `Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) ${WEBKIT} Chrome/41 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)`,
    ],
    [
      'bingbot',
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    ],
    [
      'Applebot',
      'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)',
    ],
    ['Yahoo! Slurp', 'Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)'],
    ['archive.org_bot', 'Mozilla/5.0 (compatible; archive.org_bot +http://www.archive.org/details/archive.org_bot)'],
    ['Mail.RU_Bot', 'Mozilla/5.0 (compatible; Linux x86_64; Mail.RU_Bot/2.0; +http://go.mail.ru/help/robots)'],
    ['UptimeRobot', 'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)'],
    ['Pingdom.com_bot', 'Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)'],
    ['HeadlessChrome', `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/120.0.0.0 Safari/537.36`],
    ['zgrab', 'Mozilla/5.0 zgrab/0.x'],
    ['Nikto', 'Mozilla/5.00 (Nikto/2.1.6) (Evasions:None) (Test:000001)'],
    ['Digg Feed Fetcher', 'Digg Feed Fetcher 1.0 (Mozilla/5.0 (Macintosh; Intel Mac OS X 10_7_1))'],
    ['kube-probe', 'kube-probe/1.27'],
    ['curl', 'curl/7.68.0'],
    ['Wget', 'Wget/1.21'],
    ['python-requests', 'python-requests/2.0.0 CPython/2.6.6 Linux/2.6.32'],
    ['Go-http-client', 'Go-http-client/1.1'],
    ['Java', 'Java/1.8.0_161'],
    ['axios', 'axios/1.6.2'],
    ['k6', 'k6/0.46.0 (https://k6.io/)'],
    ['Apache-HttpClient', 'Apache-HttpClient/4.5.13 (Java/11.0.11)'],
    ['unnamed tool', '() { :; }; /bin/true'],
    ['unnamed tool', '$\u007Bjndi:ldap://x/a}'],
  ])('%s from %s', (bot, agent) => {
    expect(describeAgent(agent)).toEqual({ browser: null, os: null, device: 'other', bot });
  });
});

test('an agent that says nothing is nobody known', () => {
  expect(describeAgent('"quoted')).toEqual({ browser: null, os: null, device: 'other', bot: null });
});

test('the end of an endless agent is not looked at', () => {
  const chrome = `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/120.0.0.0 Safari/537.36`;
  expect(describeAgent(`${chrome} (compatible; Googlebot/2.1)`).bot).toBe('Googlebot');
  expect(describeAgent(`${chrome.padEnd(500)} (compatible; Googlebot/2.1)`)).toEqual(describeAgent(chrome));
  expect(describeAgent(chrome.padEnd(10_000_000, ' x')).browser).toBe('Chrome');
  expect(describeAgent('a'.repeat(10_000_000)).bot).toHaveLength(64);
});

test('no agent breaks it, and a bot always has a name', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('bot', '(', ')', 'compatible; ', 'Mozilla/5.0 ', '/1.0', ' ', ';', 'http://', '_version_', '\\x22'),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      const { bot, browser, os } = describeAgent(parts.join(''));
      for (const name of [bot, browser, os]) if (name !== null) expect(name.trim()).not.toBe('');
    }),
    { numRuns: 1_000 },
  );
});
