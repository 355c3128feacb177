import type { Check, GateResult } from '../check/judge.js';
import { overBy, sentenceOf } from './check.js';
import { cleanText } from './clean.js';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** A test case a limit, as JUnit's XML, which CI servers show: https://github.com/testmoapp/junitxml. */
export function renderCheckAsJunit({ gates }: Check): string {
  const count = (outcome: GateResult['outcome']): number => gates.filter((gate) => gate.outcome === outcome).length;
  const counts = `tests="${gates.length}" failures="${count('failed')}" errors="${count('not judged')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="logsplit check" ${counts}>`,
    `  <testsuite name="logsplit check" ${counts}>`,
    ...gates.flatMap(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(gate: GateResult): string[] {
  const name = `${gate.gate}${gate.pattern === null ? '' : ` ${gate.pattern}`}`;
  const open = `    <testcase classname="logsplit" name="${escaped(name)}"`;
  if (gate.outcome === 'passed') return [`${open}/>`];
  const element = gate.outcome === 'failed' ? 'failure' : 'error';
  const details = (gate.outcome === 'failed' ? gate.readings : []).map(
    (reading) => `${reading.route ?? 'all requests'}: ${overBy(gate, reading)}`,
  );
  return [
    `${open}>`,
    `      <${element} message="${escaped(sentenceOf(gate))}">${details.map(escaped).join('\n')}</${element}>`,
    '    </testcase>',
  ];
}

function escaped(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}
