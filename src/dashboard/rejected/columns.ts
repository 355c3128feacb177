import type { RejectedLine } from '../../report/types.js';
import { keepEnd } from '../line.js';
import type { Look } from '../look.js';
import type { Column } from '../table.js';

export const REJECTED_COLUMNS: readonly Column<RejectedLine, { readonly look: Look }>[] = [
  {
    id: 'where',
    title: () => 'file:line',
    width: 16,
    grows: { weight: 1, most: 40 },
    align: 'left',
    priority: 0,
    cell: ({ path, line }, { look }, columns) => ({
      text: keepEnd(`${path}:${line}`, columns, look.charset),
      tone: 'accent',
    }),
  },
  {
    id: 'reason',
    title: () => 'reason',
    width: 16,
    share: 0.2,
    grows: { weight: 1, most: 40 },
    align: 'left',
    priority: 1,
    cell: ({ reason }) => ({ text: reason, tone: 'bad' }),
  },
  {
    id: 'sample',
    title: () => 'how the line begins',
    width: 20,
    grows: { weight: 4, most: Number.POSITIVE_INFINITY },
    align: 'left',
    priority: 2,
    cell: ({ sample }) => ({ text: sample, tone: 'plain' }),
  },
];
