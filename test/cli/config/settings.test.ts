import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { nearestName } from '../../../src/cli/config/nearest.js';
import { readSettings } from '../../../src/cli/config/settings.js';
import { configTemplate } from '../../../src/cli/config/template.js';
import { buildProgram } from '../../../src/cli/program.js';

const program = buildProgram({ stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: {} });
const command = (name: string) => program.commands.find((one) => one.name() === name)!;
const settings = (value: unknown, name: string) => {
  const { files, options } = readSettings({ path: '/srv/app/logsplit.config.yaml', value }, program)(command(name));
  return { files, ...Object.fromEntries([...options].map(([option, given]) => [option.attributeName(), given.value])) };
};

describe('what a configuration sets', () => {
  it('is for every command at its top, and for one under its name, which goes first', () => {
    const value = { top: 5, output: 'json', check: { output: 'text', minRequests: 3 } };
    expect(settings(value, 'cache')).toEqual({ files: null, top: 5, output: 'json' });
    expect(settings(value, 'check')).toEqual({ files: null, output: 'text', minRequests: 3 });
  });

  it('is parsed as on the command line', () => {
    const value = { memory: '512M', bots: false, status: ['5xx', 404], host: 'a.example', color: false };
    expect(settings(value, 'analyze')).toEqual({
      files: null,
      memory: 512 << 20,
      bots: false,
      status: ['5xx', '404'],
      host: ['a.example'],
      color: false,
    });
  });

  it.each([[{ maxP95: '300ms' }], [{ maxP95: ['300ms'] }], [{ maxP95: { '/*': '300ms' } }]])(
    'takes limits as %j',
    (check) => {
      expect(settings({ check }, 'check')).toMatchObject({ maxP95: [{ most: 0.3 }] });
    },
  );

  it('means files from its own folder on', () => {
    const value = { files: ['logs', '/var/log/nginx', '-'], db: 'site.db' };
    expect(settings(value, 'analyze')).toEqual({
      files: ['/srv/app/logs', '/var/log/nginx', '-'],
      db: '/srv/app/site.db',
    });
  });

  it('is left to commands whose outputs have it', () => {
    expect(settings({ output: 'dashboard' }, 'cache')).toEqual({ files: null });
    expect(settings({ output: 'dashboard' }, 'analyze')).toEqual({ files: null, output: 'dashboard' });
  });

  it('never tells `db …` at its top what to do', () => {
    expect(() => settings({ file: 'access.log' }, 'analyze')).toThrow(/file is no option/);
  });
});

describe('a configuration that is wrong', () => {
  it.each<[value: unknown, message: string, fix: string]>([
    [['x'], 'the configuration is ["x"]. It is an object of options by their names.', ''],
    [{ chekc: {} }, 'chekc is no option.', 'Perhaps check is meant.'],
    [{ 'max-p95': '1s' }, 'max-p95 is no option.', 'Perhaps maxP95 is meant.'],
    [{ check: { maxp95: '1s' } }, 'check.maxp95 is no option of that command.', 'Perhaps maxP95 is meant.'],
    [{ check: { ttl: '1s' } }, 'check.ttl is no option of that command.', ''],
    [{ qqqqqqqqq: 1 }, 'qqqqqqqqq is no option.', 'logsplit --help lists the commands and their options.'],
    [{ config: 'x' }, 'config is no option.', ''],
    [{ top: 'x' }, 'top is "x". It is a whole number above 0, for example 50.', 'Correct it, or pass --no-config.'],
    [{ bots: 'no' }, 'bots is "no". It is true or false.', ''],
    [{ format: null }, 'format is null. It is a text or a number.', ''],
    [{ output: 'pdf' }, 'output is "pdf". Allowed choices are', ''],
    [{ check: { maxP95: 300 } }, 'check.maxP95 is 300. It is a time with a unit', ''],
    [{ check: 1 }, 'check is no option.', ''],
    [JSON.parse('{"__proto__": {"top": 1}}'), '__proto__ is no option.', ''],
  ])('%j: %s', (value, message, fix) => {
    expect(() => settings(value, 'check')).toThrow(
      expect.objectContaining({
        name: 'UserError',
        message: expect.stringContaining(`/srv/app/logsplit.config.yaml: ${message}`),
        fix: expect.stringContaining(fix),
      }),
    );
  });
});

describe('the template', () => {
  const text = configTemplate(program, { files: ['/var/log/nginx', 'a: #b'], nginxConf: '/etc/nginx/nginx.conf' });

  it('sets what is known, and nothing else', () => {
    expect(parse(text)).toEqual({ files: ['/var/log/nginx', 'a: #b'], nginxConf: '/etc/nginx/nginx.conf' });
  });

  it('has every option of every command, and is accepted with all that have an example', () => {
    const lines = text.split('\n').map((line) => (/^# |^# {2,}#|^#$/.test(line) ? '' : line.replace(/^#/, '')));
    const value = parse(lines.filter((line) => !/^ *\w+:$/.test(line) || /^\w+:$/.test(line)).join('\n')) as object;
    const held = Object.entries(value).filter(([, one]) => one !== null);
    expect(() => settings(Object.fromEntries(held), 'analyze')).not.toThrow();
    for (const one of program.commands.filter((c) => !['init', 'db'].includes(c.name()))) {
      for (const option of one.options)
        expect(text).toMatch(new RegExp(`^# *${option.attributeName()}:|^nginxConf:`, 'm'));
    }
  });
});

it.each([
  ['maxp95', 'maxP95'],
  ['max-p95', 'maxP95'],
  ['exclude', null],
  ['exlcudePath', 'excludePath'],
  ['', null],
])('the name nearest to %j is %s', (text, name) => {
  expect(nearestName(text, ['maxP95', 'excludePath', 'where'])).toBe(name);
});
