import { Box } from 'ink';
import type { ReactNode } from 'react';
import { displayWidth } from '../render/clean.js';
import { span } from './line.js';
import { TextLine } from './lines.js';
import { GLYPHS, type Look } from './look.js';
import { styleOf } from './tone.js';

interface FrameProps {
  readonly title: string;
  /** Of the whole, border included. */
  readonly columns: number;
  readonly rows: number;
  readonly look: Look;
  readonly children: ReactNode;
}

/** A border with a title in it, one space between border and content at the sides. */
export function Frame({ title, columns, rows, look, children }: FrameProps) {
  const [topLeft, topRight, bottomLeft, bottomRight, horizontal, vertical] = GLYPHS[look.charset].frame;
  const rest = Math.max(0, columns - displayWidth(title) - 5);
  const { color, dimColor } = { color: undefined, ...styleOf('dim', look) };
  return (
    <Box flexDirection="column" width={columns} height={rows} flexShrink={0}>
      <TextLine
        look={look}
        line={[
          span(topLeft + horizontal, 'dim'),
          span(` ${title} `, 'accent'),
          span(horizontal.repeat(rest) + topRight, 'dim'),
        ]}
      />
      <Box
        width={columns}
        height={rows - 1}
        paddingX={1}
        borderTop={false}
        borderStyle={{
          topLeft,
          top: horizontal,
          topRight,
          left: vertical,
          bottomLeft,
          bottom: horizontal,
          bottomRight,
          right: vertical,
        }}
        borderColor={color}
        borderDimColor={dimColor ?? false}
      >
        {children}
      </Box>
    </Box>
  );
}
