import { count } from '../../render/units.js';
import type { InputFile } from '../../report/types.js';
import { keepEnd } from '../line.js';
import type { Look } from '../look.js';
import type { Column } from '../table.js';
import { formatLabel } from '../words.js';

type FileColumn = Column<InputFile, { readonly look: Look }>;

function figure(id: 'lines' | 'parsed' | 'rejected' | 'ignored', priority: number): FileColumn {
  return {
    id,
    title: () => id,
    width: 8,
    align: 'right',
    priority,
    cell: (file) => ({ text: count(file[id]), tone: id === 'rejected' && file.rejected > 0 ? 'bad' : 'plain' }),
  };
}

/** The account of each file; a fault takes the place of the format, because it matters more. */
export const FILE_COLUMNS: readonly FileColumn[] = [
  {
    id: 'path',
    title: () => 'file',
    width: 16,
    share: 0.25,
    grows: { weight: 2, most: 60 },
    align: 'left',
    priority: 0,
    cell: ({ path }, { look }, columns) => ({ text: keepEnd(path, columns, look.charset), tone: 'strong' }),
  },
  figure('lines', 4),
  figure('parsed', 3),
  figure('rejected', 1),
  figure('ignored', 5),
  {
    id: 'format',
    title: () => 'format',
    width: 14,
    grows: { weight: 2, most: 60 },
    align: 'left',
    priority: 2,
    cell: (file) =>
      file.fault === null ? { text: formatLabel(file), tone: 'dim' } : { text: file.fault, tone: 'bad' },
  },
];
