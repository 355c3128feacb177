import { Box, Text } from 'ink';
import { cutLine, type Line, lineWidth } from './line.js';
import type { Look } from './look.js';
import { styleOf } from './tone.js';

/** Lines from the top of a box of fixed height. Rows and spans are keyed by their place, which is what they are. */
export function Lines({
  lines,
  look,
  columns,
  rows,
}: {
  lines: readonly Line[];
  look: Look;
  columns: number;
  rows: number;
}) {
  const shown = lines
    .slice(0, rows)
    .map((line) => (lineWidth(line) > columns ? cutLine(line, columns, look.charset) : line));
  return (
    <Box flexDirection="column" width={columns} height={rows} flexShrink={0}>
      {shown.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen has no other identity
        <TextLine key={row} line={line} look={look} />
      ))}
    </Box>
  );
}

/** One node of layout a line: a screen of 60 lines with a node for each cell takes five times as long to draw. */
export function TextLine({ line, look }: { line: Line; look: Look }) {
  // Ink gives a text without characters no line at all.
  if (line.every(({ text }) => text === '')) return <Text> </Text>;
  return (
    <Text wrap="truncate">
      {line.map(({ text, tone }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place in the line
        <Text key={i} {...styleOf(tone, look)}>
          {text}
        </Text>
      ))}
    </Text>
  );
}
