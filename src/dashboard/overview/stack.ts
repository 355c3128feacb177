/** A block that wants between `least` and `most` lines; blocks are given in the order in which they are drawn. */
export interface Stackable {
  readonly least: number;
  readonly most: number;
  /** 0 gets its lines first, and keeps them longest. */
  readonly priority: number;
}

export interface Stacked<Block> {
  readonly block: Block;
  readonly lines: number;
  /** Empty lines before it. */
  readonly gap: number;
}

/**
 * Divides `lines` lines among blocks, with `gap` empty lines between them: every block its least, most important
 * first; then the rest, most important first, up to each one's most. Blocks that do not fit are left out.
 */
export function stack<Block extends Stackable>(blocks: readonly Block[], lines: number, gap: number): Stacked<Block>[] {
  let left = lines + gap;
  const heights = new Map<Block, number>();
  const ranked = blocks.toSorted((a, b) => a.priority - b.priority);
  for (const block of ranked) {
    if (block.least + gap > left || block.most === 0) continue;
    heights.set(block, block.least);
    left -= block.least + gap;
  }
  for (const block of ranked) {
    const height = heights.get(block);
    if (height === undefined) continue;
    const more = Math.min(left, Math.max(0, block.most - height));
    heights.set(block, height + more);
    left -= more;
  }
  const drawn = blocks.filter((block) => heights.has(block));
  return drawn.map((block, i) => ({ block, lines: heights.get(block) ?? 0, gap: i > 0 ? gap : 0 }));
}
