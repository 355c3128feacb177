/** A number with its digits in groups: 1,234,567. Asking the runtime for that loads its tables of languages: 10 ms. */
export function grouped(n: number): string {
  return Number.isSafeInteger(n) ? String(n).replace(/\B(?=(?:\d{3})+$)/g, ',') : n.toLocaleString('en-US');
}
