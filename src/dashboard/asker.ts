import { narrowedBy } from './narrowing.js';
import { isAnswered, keyOf, type Question } from './question.js';
import { wantedQuestions } from './questions.js';
import type { Log } from './source.js';
import type { DashboardEvent, State } from './state.js';

/** Between two looks at a log that grows. */
const LEAST_BETWEEN_MS = 500;
/** Of the time, the most that is spent on asking: the server needs its cores. */
const SHARE = 0.5;
/** While a log is read, that needs them more. */
const SHARE_WHILE_READING = 0.1;

/**
 * Asks the log what the screen wants to know, one question at a time, and hands the answers over as events. What is no
 * longer wanted is broken off: nobody waits for what he has left behind.
 */
export class Asker {
  #state: State;
  #isBusy = false;
  #isOpen = true;
  /** What is asked at the moment. */
  #asking: { question: Question; state: State } | null = null;
  #narrowedEpoch = -1;
  #hasGrown = false;
  #timer: NodeJS.Timeout | null = null;
  #roundBeganMs = 0;
  #nextMs = 0;

  constructor(
    private readonly log: Log,
    private readonly dispatch: (event: DashboardEvent) => void,
    state: State,
  ) {
    this.#state = state;
  }

  /** To be told of each new state. */
  look(state: State): void {
    this.#state = state;
    const asking = this.#asking;
    if (asking !== null && isLeftBehind(asking.question, asking.state, state)) this.log.interrupt();
    this.#start();
    this.#refreshSoon();
  }

  /** There is more to ask about. */
  grown(): void {
    this.#hasGrown = true;
    this.#refreshSoon();
  }

  /** Nothing is asked or handed over any more, once this is done. */
  async close(): Promise<void> {
    this.#isOpen = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    while (this.#isBusy) {
      // A question may be several queries.
      this.log.interrupt();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  #start(): void {
    if (this.#isBusy || !this.#isOpen || nextQuestion(this.#state) === undefined) return;
    this.#isBusy = true;
    this.#roundBeganMs = performance.now();
    void this.#round().finally(() => {
      this.#isBusy = false;
      const nowMs = performance.now();
      this.#nextMs = nowMs + Math.max(LEAST_BETWEEN_MS, (nowMs - this.#roundBeganMs) * (1 / this.#share - 1));
      this.#start();
      this.#refreshSoon();
    });
  }

  get #share(): number {
    const { live } = this.#state;
    return live === null || live.done === 'all' ? SHARE : SHARE_WHILE_READING;
  }

  async #round(): Promise<void> {
    for (let question = nextQuestion(this.#state); question !== undefined && this.#isOpen; ) {
      await this.#answer(question, this.#state);
      question = nextQuestion(this.#state);
    }
  }

  async #answer(question: Question, state: State): Promise<void> {
    const { epoch, steps } = state;
    const told = { type: 'answer', id: question.id, key: keyOf(question), epoch } as const;
    this.#asking = { question, state };
    try {
      if (this.#narrowedEpoch !== epoch) await this.log.narrow(narrowedBy(steps));
      this.#narrowedEpoch = epoch;
      const value = await question.ask(this.log);
      if (this.#isOpen) this.dispatch({ ...told, value, failure: null });
    } catch (error) {
      this.#narrowedEpoch = -1;
      const wasBrokenOff = !this.#isOpen || isLeftBehind(question, state, this.#state);
      if (!wasBrokenOff) this.dispatch({ ...told, value: null, failure: (error as Error).message });
    } finally {
      this.#asking = null;
    }
  }

  /** A log that grows is asked again, but neither while it is asked nor all the time. */
  #refreshSoon(): void {
    if (!this.#hasGrown || this.#isBusy || this.#state.isPaused || this.#timer !== null || !this.#isOpen) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        if (this.#state.isPaused || this.#isBusy) return;
        this.#hasGrown = false;
        this.dispatch({ type: 'refresh' });
      },
      Math.max(0, this.#nextMs - performance.now()),
    );
  }
}

function nextQuestion(state: State): Question | undefined {
  return wantedQuestions(state).find((question) => !isAnswered(state, question));
}

function isLeftBehind(question: Question, then: State, now: State): boolean {
  if (then.steps !== now.steps) return true;
  const key = keyOf(question);
  return !wantedQuestions(now).some((wanted) => keyOf(wanted) === key);
}
