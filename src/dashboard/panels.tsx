import type { ReactElement } from 'react';
import { ListPanel } from './list-panel.js';
import { OverviewPanel } from './overview/panel.js';
import { PanesPanel } from './panes/panel.js';
import { RECOMMENDATION_COLUMNS } from './recommendations/columns.js';
import { REJECTED_COLUMNS } from './rejected/columns.js';
import { reasonLines } from './rejected/reasons.js';
import { ROUTE_COLUMNS } from './routes/columns.js';
import { trendsOf } from './routes/trends.js';
import { SqlPanel } from './sql/panel.js';
import type { State } from './state.js';
import type { ViewId } from './views.js';

/** The component of each view; a view without one does not compile. */
export const PANELS: Record<ViewId, (props: { state: State }) => ReactElement> = {
  overview: OverviewPanel,
  routes: RoutesPanel,
  recommendations: RecommendationsPanel,
  static: PanesPanel,
  errors: PanesPanel,
  clients: PanesPanel,
  rejected: RejectedPanel,
  sql: SqlPanel,
  own: PanesPanel,
};

function RoutesPanel({ state }: { state: State }) {
  const { report, look, sort, routeOrder } = state;
  return (
    <ListPanel
      state={state}
      columns={ROUTE_COLUMNS}
      context={{ report, look, trends: trendsOf(state) }}
      rowAt={(index) => report.routes[routeOrder[index] ?? -1]}
      sort={{ column: sort.column, descending: !sort.isReversed }}
      empty="No route: no request was read."
    />
  );
}

function RecommendationsPanel({ state }: { state: State }) {
  const { report, look } = state;
  return (
    <ListPanel
      state={state}
      columns={RECOMMENDATION_COLUMNS}
      context={{ report, look }}
      rowAt={(index) => {
        const recommendation = report.recommendations[index];
        return recommendation === undefined ? undefined : { rank: index + 1, recommendation };
      }}
      empty="Nothing to recommend."
    />
  );
}

function RejectedPanel({ state }: { state: State }) {
  const { report, look } = state;
  return (
    <ListPanel
      state={state}
      columns={REJECTED_COLUMNS}
      context={{ look }}
      rowAt={(index) => report.input.rejectedLines[index]}
      head={reasonLines(state)}
      empty={report.input.rejected === 0 ? 'No line was rejected.' : 'No rejected line was kept.'}
    />
  );
}
