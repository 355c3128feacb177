import { ms, type Verdict } from './verdict.js';

/** Says in words of a backend developer why a route is called what it is called, with its numbers. */
export function whyOf(verdict: Verdict): string {
  const { bound, cpuMs, cpuShare, evidence } = verdict;
  const cpu_s = (cpuMs ?? 0) / 1e3;
  const whole_s = cpuShare === null || cpuShare === 0 ? null : cpu_s / cpuShare;
  // R1's figures are measured, those of the rungs below it are estimates.
  const about = evidence.find(({ says }) => says === bound)?.rung === 'R1' ? '' : 'about ';
  const figures =
    cpuMs === null || whole_s === null
      ? null
      : { cpu: `${about}${ms(cpu_s)}`, whole: ms(whole_s), wait: `${about}${ms(Math.max(0, whole_s - cpu_s))}` };
  switch (bound) {
    case 'cpu':
      return figures === null
        ? 'It computes for most of its time: faster code or less work helps, a faster database does not.'
        : `It computes for ${figures.cpu} of the ${figures.whole} that it takes when nothing is in its way: faster code or less work helps, a faster database saves ${figures.wait} at most.`;
    case 'io':
      return figures === null
        ? 'It waits for its database or another service for most of its time: compiled, it would take as long as now.'
        : `It waits for ${figures.wait} of the ${figures.whole} that it takes when nothing is in its way, and computes for ${figures.cpu}: compiled, it would still wait as long. An index, fewer queries or a cache helps.`;
    case 'mixed':
      return figures === null
        ? 'It computes for about half of its time and waits for the other: neither alone would make it fast.'
        : `It computes for ${figures.cpu} and waits for ${figures.wait} when nothing is in its way: neither faster code nor a faster database alone would make it fast.`;
    case 'transfer':
      return 'The application is done long before the client has the answer: slow clients, or an answer that is large for their lines. Faster code changes nothing for them.';
    case 'trivial':
      return 'It takes the application next to no time: there is nothing to gain.';
    case 'unknown':
      return evidence.some(({ rung }) => rung === 'R0')
        ? 'The application was never asked for it.'
        : 'Nothing in the log tells whether it computes or waits, and a guess could cost weeks.';
  }
}
