import { Heap } from './heap.js';

/** One thing that a request does: compute, or hold one of the slots of a resource by that name. */
export interface Step {
  at: 'cpu' | (string & {});
  s: number;
}

/** A request that comes at a time, in seconds, and takes its steps one after the other. */
export interface Arrival {
  route: string;
  arrival: number;
  steps: readonly Step[];
}

/** One request as the server saw it, seconds. */
export interface Answered {
  route: string;
  arrival: number;
  end: number;
}

export interface Server {
  /** Requests in service at a time, first come first served: worker processes, or threads. */
  workers: number;
  /** How requests that compute get the CPU: all at once on so many cores, or one after the other in turns. */
  cpu: { cores: number } | { turnS: number };
  /** Requests that a resource serves at a time, first come first served; where nothing is said, any number. */
  slots: Readonly<Record<string, number>>;
}

/** Worker processes that share the cores. */
export const processes = (workers: number, cores: number, slots: Server['slots'] = {}): Server => ({
  workers,
  cpu: { cores },
  slots,
});

/** Threads of one process under the GIL, which goes to the next after 5 ms (sys.getswitchinterval). */
export const threads = (workers: number, slots: Server['slots'] = {}): Server => ({
  workers,
  cpu: { turnS: 0.005 },
  slots,
});

/** One event loop: who computes, computes to the end of the step. */
export const eventLoop = (slots: Server['slots'] = {}): Server => ({
  workers: Number.POSITIVE_INFINITY,
  cpu: { turnS: Number.POSITIVE_INFINITY },
  slots,
});

interface Job {
  request: Arrival;
  step: number;
  leftS: number;
}

/** Serves the requests, which come in the order of their arrival, and gives them in the order of their ends. */
export function serve(requests: readonly Arrival[], server: Server): Answered[] {
  const answered: Answered[] = [];
  const timers = new Heap<() => void>();
  let now = 0;
  const after = (s: number, then: () => void): void => timers.push(now + s, then);

  const workers = places(server.workers);
  const resources = new Map<string, Places>();
  const cpu = 'cores' in server.cpu ? sharedCores(server.cpu.cores) : turns(server.cpu.turnS, after);

  const next = (job: Job): void => {
    const step = job.request.steps[job.step++];
    if (step === undefined) {
      answered.push({ route: job.request.route, arrival: job.request.arrival, end: now });
      workers.leave();
    } else if (step.at === 'cpu') {
      job.leftS = step.s;
      cpu.enter(job, now, () => next(job));
    } else {
      const resource = resources.get(step.at) ?? places(server.slots[step.at] ?? Number.POSITIVE_INFINITY);
      resources.set(step.at, resource);
      resource.enter(() =>
        after(step.s, () => {
          resource.leave();
          next(job);
        }),
      );
    }
  };

  let arrived = 0;
  while (answered.length < requests.length) {
    const request = requests[arrived];
    const at = Math.min(request?.arrival ?? Number.POSITIVE_INFINITY, timers.leastKey(), cpu.nextAt());
    now = at;
    if (cpu.nextAt() <= at) cpu.finish(now);
    else if (timers.leastKey() <= at) timers.pop()!();
    else {
      arrived++;
      workers.enter(() => next({ request: request!, step: 0, leftS: 0 }));
    }
  }
  return answered;
}

interface Cpu {
  enter(job: Job, now: number, done: () => void): void;
  /** When somebody is done; infinite where timers tell it. */
  nextAt(): number;
  finish(now: number): void;
}

interface Places {
  enter(then: () => void): void;
  leave(): void;
}

function places(count: number): Places {
  const queue: (() => void)[] = [];
  let head = 0;
  let taken = 0;
  return {
    enter: (then) => {
      if (taken < count) {
        taken++;
        then();
      } else queue.push(then);
    },
    leave: () => {
      const then = queue[head];
      if (then === undefined) taken--;
      else {
        head++;
        then();
      }
    },
  };
}

/** All that compute advance at the same speed: a clock of the work each has got so far tells who is done. */
function sharedCores(cores: number): Cpu {
  const jobs = new Heap<() => void>();
  let workS = 0;
  let since = 0;
  const speed = (): number => Math.min(1, cores / Math.max(1, jobs.size));
  const advance = (now: number): void => {
    workS += (now - since) * speed();
    since = now;
  };
  return {
    enter: (job, now, done) => {
      advance(now);
      jobs.push(workS + job.leftS, done);
    },
    nextAt: () => since + (jobs.leastKey() - workS) / speed(),
    finish: (now) => {
      advance(now);
      workS = Math.max(workS, jobs.leastKey());
      jobs.pop()!();
    },
  };
}

/** One at a time; who is not done after a turn lets the next one go first. */
function turns(turnS: number, after: (s: number, then: () => void) => void): Cpu {
  const queue: { job: Job; done: () => void }[] = [];
  let head = 0;
  let busy = false;
  const run = (): void => {
    const first = queue[head];
    busy = first !== undefined;
    if (first === undefined) return;
    head++;
    const slice = Math.min(turnS, first.job.leftS);
    after(slice, () => {
      first.job.leftS -= slice;
      if (first.job.leftS > 1e-9) queue.push(first);
      else first.done();
      run();
    });
  };
  return {
    enter: (job, _now, done) => {
      queue.push({ job, done });
      if (!busy) run();
    },
    nextAt: () => Number.POSITIVE_INFINITY,
    finish: () => {},
  };
}
