import type { RunQuery } from '../store/store.js';
import type { AgentsReport, Counted } from './types.js';

const MOST_NAMES = 20;

interface AgentRow {
  kind: 'browser' | 'os' | 'device' | 'bot' | 'logged';
  name: string;
  requests: number;
  app_seconds: number | null;
}

/** Who asked: browsers, systems and devices of people; bots apart. */
export async function collectAgents(query: RunQuery): Promise<AgentsReport> {
  const rows = await query<AgentRow>('agents');
  const of = (kind: AgentRow['kind']): AgentRow[] => rows.filter((row) => row.kind === kind);
  const named = (kind: AgentRow['kind']): Counted[] =>
    of(kind)
      .slice(0, MOST_NAMES)
      .map(({ name, requests }) => ({ name, requests }));
  const bots = of('bot');
  const timed = bots.filter((bot) => bot.app_seconds !== null);
  return {
    logged: of('logged').length > 0,
    bots: {
      requests: bots.reduce((n, bot) => n + bot.requests, 0),
      appSeconds: timed.length > 0 ? timed.reduce((s, bot) => s + (bot.app_seconds ?? 0), 0) : null,
      names: named('bot'),
    },
    browsers: named('browser'),
    systems: named('os'),
    devices: named('device'),
  };
}
