/** A bar of ASCII: any share above zero shows at least one mark. */
export function bar(share: number, width: number): string {
  return '#'.repeat(share <= 0 ? 0 : Math.max(1, Math.round(share * width)));
}
