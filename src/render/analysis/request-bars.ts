import type { Bar, Block } from '../document/document.js';

/** Bars of requests, each as a part of `whole`. */
export function requestBars(name: string, caption: string, whole: number, bars: readonly Bar[]): Block {
  return { block: 'bars', name, caption, key: 'requests', title: 'requests', kind: 'count', whole, bars };
}
