import { UserError } from '../../errors.js';
import { findRoute } from '../../report/find-route.js';
import { routeName } from '../../report/route-name.js';
import type { Report, RouteReport } from '../../report/types.js';
import type { RunQuery } from '../../store/store.js';
import { ANY_RUN, exactly, fits } from '../../wildcard.js';

/**
 * The routes that a text names: one as findRoute takes it, or all that fit, where * stands for any characters.
 * @throws UserError where none does
 */
export async function targetsOf(query: RunQuery, report: Report, text: string): Promise<RouteReport[]> {
  if (!text.includes('*')) return [await findRoute(query, report, text)];
  const pieces = [...text].map((char) => (char === '*' ? ANY_RUN : exactly(char)));
  const found = report.routes.filter((route) =>
    [routeName(route), routeName({ ...route, host: null }), route.route].some((name) => fits(pieces, name)),
  );
  if (found.length > 0) return found;
  throw new UserError(`No request has a route like '${text}'.`, 'Name routes as logsplit analyze does.');
}
