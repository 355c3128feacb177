import type { Bound, Confidence } from '../record/vocabulary.js';
import type { Evidence } from '../report/types.js';
import { lowered, type RouteKey, type Verdict } from './verdict.js';

/** What a rung says of a route: a label, or why it gives none; undefined: the log holds nothing that it could judge by. */
export type Said = Verdict | Evidence | undefined;
/** A rung of the ladder, its queries run: judges one route. */
export type Rung = (route: RouteKey) => Said;

const NO_EVIDENCE: Evidence = {
  rung: 'R4',
  says: 'unknown',
  detail:
    'Wall-clock time alone cannot tell a wait from a loop. Let the application report its CPU time and log it: logsplit instrument prints how.',
};

/** A verdict of nothing, for the reasons given. */
export function unknown(evidence: Evidence[]): Verdict {
  return { bound: 'unknown', confidence: 'none', cpuMs: null, cpuShare: null, evidence };
}

/**
 * One verdict from what the rungs say, the highest first. What sets a route apart labels it, else the highest rung that
 * has a label. Lower rungs never change it: one that says otherwise lowers the confidence, and all are shown.
 */
export function combine(apart: Verdict | null, said: readonly Said[]): Verdict {
  const [first, ...others] = said.filter((one) => one !== undefined).filter(isVerdict);
  const evidence = said.flatMap((one) => (one === undefined ? [] : isVerdict(one) ? one.evidence : [one]));
  if (apart !== null) return withCpu({ ...apart, evidence: [...apart.evidence, ...evidence] }, first ? [first] : []);
  if (first === undefined) return unknown([...evidence, NO_EVIDENCE]);
  const { confidence, remark } = weigh(first, others);
  const label = first.evidence[0]!;
  return withCpu(
    {
      ...first,
      confidence,
      evidence: evidence.map((one) => (one === label ? { ...one, detail: `${one.detail}${remark}` } : one)),
    },
    others.filter(({ bound }) => bound === first.bound),
  );
}

function isVerdict(said: Verdict | Evidence): said is Verdict {
  return 'bound' in said;
}

// The figures do not change a label: a short answer has them too, and reported waiting leaves them to a lower rung.
function withCpu(verdict: Verdict, from: readonly Verdict[]): Verdict {
  const source = [verdict, ...from].find(({ cpuMs }) => cpuMs !== null);
  return { ...verdict, cpuMs: source?.cpuMs ?? null, cpuShare: source?.cpuShare ?? null };
}

const PLACES: Partial<Record<Bound, number>> = { io: 0, mixed: 1, cpu: 2 };

/** How far others bear out a label: `remark` says it, with a blank ahead; empty where no other rung has a label. */
function weigh(label: Verdict, others: readonly Verdict[]): { confidence: Confidence; remark: string } {
  const steps = Math.max(0, ...others.map((other) => stepsDown(label, other)));
  const confidence = lowered(label.confidence, steps);
  const agreeing = others.filter(({ bound }) => bound === label.bound).map(rungOf);
  const differing = others.filter(({ bound }) => bound !== label.bound);
  const remarks = [
    ...(agreeing.length === 0 ? [] : [`${agreeing.join(' and ')} ${agreeing.length === 1 ? 'agrees' : 'agree'}.`]),
    ...differing.map((other) => `${rungOf(other)} says ${other.bound} instead.`),
    ...(confidence === label.confidence
      ? []
      : [`That lowers the confidence from ${label.confidence} to ${confidence}.`]),
  ];
  return { confidence, remark: remarks.map((remark) => ` ${remark}`).join('') };
}

function rungOf({ evidence }: Verdict): string {
  return evidence[0]!.rung;
}

// CPU against IO is a contradiction, their neighbour `mixed` a matter of degree; an unsure rung counts for less.
function stepsDown(label: Verdict, other: Verdict): number {
  const apart = Math.abs((PLACES[label.bound] ?? 0) - (PLACES[other.bound] ?? 0));
  return Math.max(0, apart - (other.confidence === 'low' ? 1 : 0));
}
