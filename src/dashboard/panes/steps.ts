import { routeName } from '../../report/route-name.js';
import type { Narrowing } from '../narrowing.js';
import type { Row } from './cells.js';

/** What Enter on a row narrows to. */
export const STEPS = {
  route: (row: Row): Narrowing =>
    routeStep(row as unknown as { method: string | null; host: string | null; route: string }),
  host: ({ host }: Row): Narrowing => ({ label: String(host), to: { host: String(host) } }),
  client: ({ client }: Row): Narrowing => ({ label: String(client), to: { client: String(client) } }),
  status: ({ status }: Row): Narrowing => ({
    label: `status ${String(status)}`,
    to: { status: [Number(status), Number(status)] },
  }),
  agent: ({ name, kind }: Row): Narrowing => ({
    label: String(name),
    to: { agent: { name: String(name), isBot: kind === 'bot' } },
  }),
  cacheStatus: ({ cache_status }: Row): Narrowing => ({
    label: `cache ${String(cache_status)}`,
    to: { cacheStatus: String(cache_status) },
  }),
  traffic: ({ content, served_by }: Row): Narrowing => ({
    label: `${String(content)} by ${String(served_by)}`,
    to: {
      content: content as NonNullable<Narrowing['to']['content']>,
      servedBy: served_by as NonNullable<Narrowing['to']['servedBy']>,
    },
  }),
} as const;

export function routeStep(key: { method: string | null; host: string | null; route: string }): Narrowing {
  const { method, host, route } = key;
  return { label: routeName(key), to: { method, host, route } };
}
