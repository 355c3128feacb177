import type { RouteReport } from './types.js';

/** How a route is named in a list: "GET /users/:id", "GET shop.example/users/:id" where the log names the host. */
export function routeName({ method, host, route }: Pick<RouteReport, 'method' | 'host' | 'route'>): string {
  const place = host === null ? route : `${host}${route}`;
  return method === null ? place : `${method} ${place}`;
}
