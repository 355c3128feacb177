import { NumberHeap } from './number-heap.js';
import { SharedCores } from './shared-cores.js';

/** What requests need, in the order in which they come. Arrays have an entry a request; seconds. */
export interface Load {
  count: number;
  arriveS: Float64Array;
  /** CPU, half of it before the waiting and half after. */
  cpuS: Float64Array;
  /** Waiting for something that is no core: a database, another service, the disk. */
  waitS: Float64Array;
}

/** What serves them. */
export interface Server {
  processes: number;
  /** Requests that a process works on at a time. */
  threads: number;
  cores: number;
}

/** When a worker took each request, and when it was done. */
export interface Service {
  beginS: Float64Array;
  endS: Float64Array;
}

/**
 * Serves requests by workers, first come first served, on cores that are shared: an event simulation, exact for what it
 * is told and the same in every run. A request goes to the process with the fewest.
 */
export function simulate({ count, arriveS, cpuS, waitS }: Load, server: Server): Service {
  const { processes, threads } = server;
  const beginS = new Float64Array(count);
  const endS = new Float64Array(count);
  const process = new Int32Array(count);
  const isSecondHalf = new Uint8Array(count);
  const busy = new Int32Array(processes);
  const waiting = new NumberHeap();
  const cpu = new SharedCores(processes, server.cores);
  const idle = Int32Array.from({ length: processes }, (_, i) => i);
  let idleCount = processes;
  let free = processes * threads;

  const take = (): number => {
    free--;
    if (threads === 1) return idle[--idleCount]!;
    let least = 0;
    for (let p = 1; p < processes && busy[least]! > 0; p++) if (busy[p]! < busy[least]!) least = p;
    busy[least]!++;
    return least;
  };
  const giveBack = (p: number): void => {
    free++;
    if (threads === 1) idle[idleCount++] = p;
    else busy[p]!--;
  };
  const end = (request: number, nowS: number): void => {
    endS[request] = nowS;
    giveBack(process[request]!);
  };
  const afterWaiting = (request: number, nowS: number): void => {
    isSecondHalf[request] = 1;
    if (cpuS[request]! > 0) cpu.enter(nowS, process[request]!, request, cpuS[request]! / 2);
    else end(request, nowS);
  };
  const begin = (request: number, nowS: number): void => {
    beginS[request] = nowS;
    process[request] = take();
    if (cpuS[request]! > 0) {
      const isWhole = waitS[request]! <= 0;
      if (isWhole) isSecondHalf[request] = 1;
      cpu.enter(nowS, process[request]!, request, isWhole ? cpuS[request]! : cpuS[request]! / 2);
    } else waiting.push(nowS + waitS[request]!, request);
  };

  let arrived = 0;
  let begun = 0;
  let ended = 0;
  while (ended < count) {
    const arrivalS = arrived < count ? arriveS[arrived]! : Number.POSITIVE_INFINITY;
    const waitedS = waiting.leastKey;
    const computedS = cpu.nextAtS;
    const nowS = Math.min(arrivalS, waitedS, computedS);
    if (computedS <= nowS) {
      const request = cpu.turn(nowS);
      if (request < 0) continue;
      if (isSecondHalf[request] === 0) waiting.push(nowS + waitS[request]!, request);
      else {
        end(request, nowS);
        ended++;
      }
    } else if (waitedS <= nowS) {
      const request = waiting.pop();
      afterWaiting(request, nowS);
      if (cpuS[request]! <= 0) ended++;
    } else arrived++;
    while (free > 0 && begun < arrived) begin(begun++, nowS);
  }
  return { beginS, endS };
}
