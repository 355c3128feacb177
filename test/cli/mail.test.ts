import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith, PYTHON } from '../instrument/support/requirements.js';
import { logsplit } from './logsplit.js';

interface Mail {
  headers: [string, string][];
  parts: { type: string; filename: string | null; text: string }[];
}

/** A mail as another program reads it. */
function read(mail: string): Mail {
  const code = `
import email, email.policy, json, sys
mail = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
parts = [p for p in mail.walk() if not p.is_multipart()]
json.dump({"headers": mail.items(), "parts": [
  {"type": p.get_content_type(), "filename": p.get_filename(), "text": p.get_content() if p.get_content_maintype() == "text" else ""}
  for p in parts]}, sys.stdout)`;
  return JSON.parse(execFileSync(PYTHON, ['-c', code], { input: mail, maxBuffer: 1 << 26 }).toString()) as Mail;
}

describeWith(['python'], 'a report by mail', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'logsplit-mail-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('holds it as text and as HTML, and the whole as a file', async () => {
    const args = ['--mail', 'ops@example.com', '--mail', 'root@localhost', '--mail-from', 'me@example.com'];
    const { code, stdout } = await logsplit(['analyze', 'samples/timed.log', ...args]);
    expect(code).toBe(0);
    expect(stdout).not.toContain('\r');
    const { headers, parts } = read(stdout);
    const header = Object.fromEntries(headers);
    expect(header).toMatchObject({ From: 'me@example.com', 'MIME-Version': '1.0' });
    expect(header.To).toMatch(/^ops@example\.com, root@localhost$/);
    expect(header.Subject).toContain('samples/timed.log');
    expect(parts.map(({ type, filename }) => [type, filename])).toEqual([
      ['text/plain', null],
      ['text/html', null],
      ['text/html', 'report.html'],
    ]);
    expect(parts[0]!.text).toContain('WHAT TO DO');
    expect(parts[1]!.text).not.toContain('<script');
    expect(parts[1]!.text).toContain('<td data-v=');
    expect(Buffer.byteLength(parts[1]!.text)).toBeLessThan(100_000);
    expect(parts[2]!.text).toContain('<script>');
  });

  test('takes no header and no recipient from a name', async () => {
    const log = join(folder, 'a\r\nBcc: victim@example.com\r\n\r\nx.log');
    await copyFile('samples/combined.log', log);
    const { headers } = read((await logsplit(['analyze', log, '--mail', 'root@localhost', '--output', 'json'])).stdout);
    expect(headers.map(([name]) => name).sort()).toEqual(
      ['Content-Type', 'Date', 'MIME-Version', 'Message-ID', 'Subject', 'To'].sort(),
    );
    for (const address of ['a@example.com\nBcc: b@example.com', 'a@example.com, b@example.com', 'root']) {
      const { code, stderr } = await logsplit(['analyze', log, '--mail', address]);
      expect(code).toBe(2);
      expect(stderr).toContain('It is an address such as ops@example.com');
    }
  });
});
