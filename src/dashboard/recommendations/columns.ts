import { bytes, count, percent } from '../../render/units.js';
import type { Recommendation } from '../../report/types.js';
import { bar } from '../chart.js';
import { CONFIDENCE_TONE, duration, durationRange, MISSING, type Tone } from '../look.js';
import type { RouteContext } from '../routes/columns.js';
import type { Column } from '../table.js';

/** A recommendation and its place in the report, from 1. */
export interface RankedRecommendation {
  readonly rank: number;
  readonly recommendation: Recommendation;
}

const PERCENT_COLUMNS = 6;

const hasAppTimes = ({ report }: RouteContext) => report.totals.appSeconds !== null;

export const RECOMMENDATION_COLUMNS: readonly Column<RankedRecommendation, RouteContext>[] = [
  {
    id: 'rank',
    title: () => '#',
    width: 3,
    align: 'right',
    priority: 5,
    cell: ({ rank }) => ({ text: String(rank), tone: 'dim' }),
  },
  {
    id: 'action',
    title: () => 'action',
    width: 11,
    align: 'left',
    priority: 1,
    cell: ({ recommendation }) => ({ text: recommendation.action, tone: actionTone(recommendation) }),
  },
  {
    id: 'target',
    title: () => 'what',
    width: 18,
    share: 0.3,
    grows: { weight: 3, most: 90 },
    align: 'left',
    priority: 0,
    cell: ({ recommendation }) => ({ text: recommendation.target, tone: 'strong' }),
  },
  {
    id: 'saving',
    title: () => 'saves',
    width: 9,
    align: 'right',
    priority: 2,
    shown: hasAppTimes,
    cell: ({ recommendation }, { look }) => dimMissing(duration(recommendation.saving.appSeconds, look)),
  },
  {
    id: 'share',
    title: () => 'of app time',
    width: 13,
    share: 0.11,
    grows: { weight: 1, most: 24 },
    align: 'left',
    priority: 4,
    shown: hasAppTimes,
    cell: ({ recommendation }, { look }, columns) => {
      const { share } = recommendation.saving;
      if (share === null) return { text: MISSING, tone: 'dim' };
      const room = columns - PERCENT_COLUMNS - 1;
      return { text: `${bar(share, room, look.charset)} ${percent(share).padStart(PERCENT_COLUMNS)}`, tone: 'accent' };
    },
  },
  {
    id: 'range',
    title: () => 'low to high',
    width: 21,
    align: 'left',
    priority: 6,
    shown: hasAppTimes,
    cell: ({ recommendation: { saving } }, { look }) => dimMissing(durationRange(saving.low, saving.high, look)),
  },
  {
    id: 'confidence',
    title: () => 'conf',
    width: 6,
    align: 'left',
    priority: 3,
    cell: ({ recommendation: { confidence } }) => ({ text: confidence, tone: CONFIDENCE_TONE[confidence] }),
  },
  {
    id: 'requests',
    title: () => 'reqs',
    width: 6,
    align: 'right',
    priority: 7,
    cell: ({ recommendation }) => dimMissing(count(recommendation.saving.requests)),
  },
  {
    id: 'bytes',
    title: () => 'bytes',
    width: 7,
    align: 'right',
    priority: 9,
    cell: ({ recommendation }) => dimMissing(bytes(recommendation.saving.bytes)),
  },
  {
    id: 'routes',
    title: () => 'routes',
    width: 6,
    align: 'right',
    priority: 8,
    cell: ({ recommendation }) => dimMissing(count(recommendation.routes.length)),
  },
];

function dimMissing(text: string): { text: string; tone: Tone } {
  return { text, tone: text === MISSING ? 'dim' : 'plain' };
}

/** What only asks for patience or for a better log stands back behind what saves time. */
function actionTone({ action }: Recommendation): Tone {
  return action === 'keep' || action === 'instrument' ? 'plain' : 'accent';
}
