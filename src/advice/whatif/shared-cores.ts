import { NumberHeap } from './number-heap.js';

/** A thread under Python's global interpreter lock lets another one go first so long after it asked (sys.getswitchinterval). */
const TURN_S = 0.005;

/**
 * Processes that share cores fairly, and threads that take turns in their process, as under Python's global interpreter
 * lock. Each process that computes gets min(1, cores / processes that compute) of a core. A clock of what such a process
 * could have had by now tells who is done next, so an event costs a step of a heap and not one a process.
 */
export class SharedCores {
  /** What a process that computes all the time would have had, CPU seconds. */
  private grantedS = 0;
  private atS = 0;
  private computing = 0;
  private readonly lines: Line[];
  /** Processes by the moment of grantedS at which the turn of their first thread ends; void where `endsS` is another. */
  private readonly turns = new NumberHeap();
  private readonly endsS: Float64Array;

  /** @param cores may be a fraction */
  constructor(
    processes: number,
    private readonly cores: number,
  ) {
    this.lines = Array.from({ length: processes }, () => new Line());
    this.endsS = new Float64Array(processes).fill(Number.POSITIVE_INFINITY);
  }

  /** When a turn ends, if nobody comes; infinite where nobody computes. */
  get nextAtS(): number {
    const { turns, endsS } = this;
    while (turns.size > 0 && turns.leastKey !== endsS[turns.least]) turns.pop();
    return this.atS + Math.max(0, turns.leastKey - this.grantedS) / this.speed;
  }

  /** A request of a process begins to compute. */
  enter(nowS: number, process: number, request: number, cpuS: number): void {
    this.advance(nowS);
    const line = this.lines[process]!;
    line.push(request, cpuS);
    if (line.size === 1) {
      this.computing++;
      this.begin(process);
    } else if (line.size === 2 && this.endsS[process]! > this.grantedS + TURN_S) {
      // Who computed alone goes on for a turn.
      line.turnS -= this.endsS[process]! - this.grantedS - TURN_S;
      this.endAt(process, this.grantedS + TURN_S);
    }
  }

  /** Ends the turn that is due. @returns the request that is done; -1: it goes to the end of the line */
  turn(nowS: number): number {
    this.advance(nowS);
    const process = this.turns.pop();
    // What rounding left of it.
    this.grantedS = Math.max(this.grantedS, this.endsS[process]!);
    const line = this.lines[process]!;
    const leftS = line.leftS - line.turnS;
    const request = line.shift();
    const isDone = leftS <= 1e-9;
    if (!isDone) line.push(request, leftS);
    if (line.size > 0) this.begin(process);
    else {
      this.computing--;
      this.endsS[process] = Number.POSITIVE_INFINITY;
    }
    return isDone ? request : -1;
  }

  private get speed(): number {
    return this.computing <= this.cores ? 1 : this.cores / this.computing;
  }

  private advance(nowS: number): void {
    this.grantedS += (nowS - this.atS) * this.speed;
    this.atS = nowS;
  }

  private begin(process: number): void {
    const line = this.lines[process]!;
    line.turnS = line.size === 1 ? line.leftS : Math.min(line.leftS, TURN_S);
    this.endAt(process, this.grantedS + line.turnS);
  }

  private endAt(process: number, atS: number): void {
    this.endsS[process] = atS;
    this.turns.push(atS, process);
  }
}

/** Requests of a process that compute, in a ring: the first has the turn. */
class Line {
  size = 0;
  /** Of the first one, CPU seconds. */
  turnS = 0;
  private first = 0;
  private requests = new Int32Array(4);
  private left = new Float64Array(4);

  /** What the first one still needs, CPU seconds. */
  get leftS(): number {
    return this.left[this.first]!;
  }

  push(request: number, leftS: number): void {
    const { length } = this.requests;
    if (this.size === length) this.grow();
    const at = (this.first + this.size++) & (this.requests.length - 1);
    this.requests[at] = request;
    this.left[at] = leftS;
  }

  shift(): number {
    const request = this.requests[this.first]!;
    this.first = (this.first + 1) & (this.requests.length - 1);
    this.size--;
    return request;
  }

  private grow(): void {
    const { requests, left, first, size } = this;
    this.requests = new Int32Array(size * 2);
    this.left = new Float64Array(size * 2);
    for (let i = 0; i < size; i++) {
      this.requests[i] = requests[(first + i) & (size - 1)]!;
      this.left[i] = left[(first + i) & (size - 1)]!;
    }
    this.first = 0;
  }
}
