import { Box } from 'ink';
import { Frame } from '../frame.js';
import { bodySize } from '../geometry.js';
import { Lines } from '../lines.js';
import type { State } from '../state.js';
import { BLOCKS } from './blocks.js';
import { FRAME_COLUMNS, overviewRows, type PlacedBlock } from './layout.js';

/** The whole log on one screen. */
export function OverviewPanel({ state }: { state: State }) {
  const body = bodySize(state.size);
  return (
    <Box flexDirection="column" width={body.columns} height={body.rows}>
      {overviewRows(state, body).map(({ gap, blocks }) => (
        <Box key={blocks[0]?.id} marginTop={gap} flexShrink={0}>
          {blocks.map((block) => (
            <BlockPanel key={block.id} block={block} state={state} />
          ))}
        </Box>
      ))}
    </Box>
  );
}

function BlockPanel({ block, state }: { block: PlacedBlock; state: State }) {
  const { title, lines } = BLOCKS[block.id];
  const { columns, rows } = block;
  const text = <Lines lines={lines(state, block)} look={state.look} columns={columns} rows={rows} />;
  if (!block.framed) return <Box marginLeft={1}>{text}</Box>;
  return (
    <Frame title={title} columns={columns + FRAME_COLUMNS} rows={rows + 2} look={state.look}>
      {text}
    </Frame>
  );
}
