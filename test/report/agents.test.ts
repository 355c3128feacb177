import { describe, expect, it } from 'vitest';
import { reportOf } from '../support/analyze.js';
import { logOf } from '../support/lines.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0';

describe('who asked', () => {
  it('tells people from bots, with what bots cost', async () => {
    const { agents } = await reportOf(
      logOf([
        { agent: FIREFOX, upstreamS: '0.5' },
        { agent: 'curl/8.5.0', upstreamS: '0.2' },
        { agent: 'curl/8.5.0' },
        { agent: 'Wget/1.21', upstreamS: '0.1' },
      ]),
    );
    expect(agents).toEqual({
      logged: true,
      bots: {
        requests: 3,
        appSeconds: expect.closeTo(0.3),
        names: [
          { name: 'curl', requests: 2 },
          { name: 'Wget', requests: 1 },
        ],
      },
      browsers: [{ name: 'Firefox', requests: 1 }],
      systems: [{ name: 'Linux', requests: 1 }],
      devices: [{ name: 'desktop', requests: 1 }],
    });
  });

  it('lists the twenty most frequent names and counts all of them', async () => {
    const letters = 'abcdefghijklmnopqrstuvwxy';
    const bots = [...letters].flatMap(
      (letter, i) => Array(i + 1).fill({ agent: `${letter}bot/1.0` }) as { agent: string }[],
    );
    const { agents } = await reportOf(logOf(bots));
    expect(agents.bots.names.map(({ name }) => name)).toEqual(
      [...letters]
        .reverse()
        .slice(0, 20)
        .map((l) => `${l}bot`),
    );
    expect(agents.bots.requests).toBe((25 * 26) / 2);
  });

  it('says that nobody told, and no cost without times', async () => {
    const { agents } = await reportOf(logOf([{ agent: '-' }]));
    expect(agents).toEqual({
      logged: false,
      bots: { requests: 0, appSeconds: null, names: [] },
      browsers: [],
      systems: [],
      devices: [],
    });
    expect((await reportOf(logOf([{ agent: 'curl/8.5.0' }]))).agents.bots.appSeconds).toBeNull();
  });
});
