import { Box } from 'ink';
import { docWindow } from './doc.js';
import { FRAME_COLUMNS, FRAME_ROWS, framed } from './frame.js';
import { helpDoc } from './help.js';
import { bodyOf, detailDoc, detailSize, helpSize, TEXT_MARGIN } from './layout.js';
import { span, spread } from './line.js';
import { Lines, TextLine } from './lines.js';
import { positionOf, type State } from './state.js';
import { listId, viewOf } from './views.js';

/** The detail of the selected row, over the whole body. */
export function DetailPanel({ state, top }: { state: State; top: number }) {
  const { look, size } = state;
  const { columns, rows } = detailSize(state);
  const doc = detailDoc(state);
  if (doc === null) return null;
  const { title } = viewOf(state);
  const row = positionOf(state, listId(state)).selected + 1;
  const breadcrumb = spread(
    [span(`  ${title} > ${row}`, 'accent')],
    [span(`${reach(top, rows, doc.length)}  `, 'dim')],
    size.columns,
    look.charset,
  );
  return (
    <Box flexDirection="column">
      <TextLine line={breadcrumb} look={look} />
      <Box marginLeft={TEXT_MARGIN}>
        <Lines lines={docWindow(doc, top, rows)} look={look} columns={columns} rows={rows} />
      </Box>
    </Box>
  );
}

/** The keys, in place of the view. */
export function HelpPanel({ state, top }: { state: State; top: number }) {
  const { look } = state;
  const body = bodyOf(state);
  const { columns, rows } = helpSize(state);
  const doc = helpDoc(state);
  const height = Math.min(rows, doc.length);
  const position = reach(top, rows, doc.length);
  const title = `${state.text?.title ?? 'Help'}${position === '' ? '' : ` ${position}`}`;
  const lines = framed(title, docWindow(doc, top, height), { columns, rows: height }, look);
  return (
    <Box width={body.columns} height={body.rows} justifyContent="center" alignItems="center">
      <Lines lines={lines} look={look} columns={columns + FRAME_COLUMNS} rows={height + FRAME_ROWS} />
    </Box>
  );
}

/** Which lines of a text are shown; nothing where all are. */
function reach(top: number, rows: number, length: number): string {
  return length <= rows ? '' : `lines ${top + 1}-${Math.min(length, top + rows)} of ${length}`;
}
