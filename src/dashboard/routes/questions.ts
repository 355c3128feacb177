import type { LoggedFields } from '../../advice/instrument.js';
import { concurrencyOf } from '../../report/concurrency.js';
import type { Question } from '../question.js';

interface RouteKey {
  method: string | null;
  host: string | null;
  route: string;
}

const MOST_CLIENTS = 5;
const MOST_SLOWEST = 10;

/** What an open route wants to know, once the log is narrowed to it; what takes longest comes last. */
export function routeQuestions({ method, host, route }: RouteKey): Record<RouteQuestionId, Question> {
  const key = { method, host, route };
  const rows = (id: string, name: string, params: Question['params']): Question => ({
    id,
    queries: [name],
    params: { ...key, ...params },
    ask: ({ query }) => query(name, { ...key, ...params }),
  });
  return {
    distribution: rows('distribution', 'explain_distribution', {}),
    clients: rows('route_clients', 'clients', { most: MOST_CLIENTS }),
    agents: rows('route_agents', 'agent_names', {}),
    slowest: rows('slowest', 'slowest_requests', { most: MOST_SLOWEST }),
    concurrency: {
      id: 'concurrency',
      queries: ['explain_concurrency'],
      params: key,
      async ask({ query }) {
        const [logged] = await query<LoggedFields>('logged_fields');
        return concurrencyOf(query, key, logged!);
      },
    },
  };
}

export type RouteQuestionId = 'distribution' | 'clients' | 'agents' | 'slowest' | 'concurrency';
