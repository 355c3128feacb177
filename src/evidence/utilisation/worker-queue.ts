import type { Intervals } from './intervals.js';

/**
 * When each request was taken up by one of `workers` that serve first come, first served: at its start, or when the
 * first worker was free again, which is the workers-th latest end among the requests ahead of it. O(n log workers).
 */
export function withoutQueueing(intervals: Intervals, workers: number): Intervals {
  const { startS, endS } = intervals;
  const takenS = new Float64Array(startS.length);
  // A binary heap of the latest ends, the earliest of them on top.
  const heap = new Float64Array(workers);
  let held = 0;
  for (let i = 0; i < startS.length; i++) {
    const end = endS[i]!;
    takenS[i] = held < workers ? startS[i]! : Math.min(end, Math.max(startS[i]!, heap[0]!));
    if (held < workers) siftUp(heap, held++, end);
    else if (end > heap[0]!) siftDown(heap, held, end);
  }
  return { ...intervals, startS: takenS };
}

function siftUp(heap: Float64Array, from: number, value: number): void {
  let i = from;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (heap[parent]! <= value) break;
    heap[i] = heap[parent]!;
    i = parent;
  }
  heap[i] = value;
}

function siftDown(heap: Float64Array, held: number, value: number): void {
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= held) break;
    if (child + 1 < held && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= value) break;
    heap[i] = heap[child]!;
    i = child;
  }
  heap[i] = value;
}
