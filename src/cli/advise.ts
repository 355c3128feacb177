import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { caddyConfig } from '../advice/config/caddy.js';
import { cdnRules } from '../advice/config/cdn.js';
import { type LocateFiles, nginxConfig } from '../advice/config/nginx.js';
import { adviseSite, type SiteAdvice } from '../advice/config/site.js';
import { UserError } from '../errors.js';
import { renderCdnRules } from '../render/cdn-rules.js';
import { type ConfigPart, renderConfigPart, renderConfigParts } from '../render/config-parts.js';
import { renderJson } from '../render/json.js';
import type { AdviseOptions, AdviseTarget } from './advise-options.js';
import { inputPaths, withReport } from './analyze.js';
import { Interrupted } from './interrupt.js';
import type { Io } from './io.js';
import { write } from './write.js';

const PLACEHOLDER = '/path/to/your/files';

/** `logsplit advise`: the configuration that the recommendations amount to. */
export async function advise(
  target: AdviseTarget,
  paths: readonly string[],
  options: AdviseOptions,
  color: boolean,
  io: Io,
): Promise<void> {
  const inputs = inputPaths(paths, options, io);
  if (options.out !== undefined) await makeFolder(options.out);
  const { result: site, isWhole } = await withReport(
    inputs,
    options,
    color,
    io,
    ({ routes, recommendations }, { query }) => adviseSite(query, routes, recommendations),
  );
  if (target === 'cdn') {
    const rules = cdnRules(site);
    await write(io.stdout, options.json === true ? renderJson(rules) : renderCdnRules(rules));
  } else {
    await writeParts(partsFor(target, site, options), options, io);
  }
  if (!isWhole) throw new Interrupted();
}

function partsFor(target: 'nginx' | 'caddy', site: SiteAdvice, options: AdviseOptions): ConfigPart[] {
  const locate = locator(options.root ?? null);
  const servers =
    target === 'caddy'
      ? caddyConfig(site, locate)
      : nginxConfig(site, {
          locate,
          upstream: options.upstream ?? null,
          cacheDirectory: options.cacheDir,
          sessionCookie: options.sessionCookie ?? null,
        });
  const parts: ConfigPart[] = [];
  if ('http' in servers && servers.http !== '') parts.push({ block: 'http', host: null, text: servers.http });
  const hosts = 'http' in servers ? servers.servers : servers;
  const block = target === 'caddy' ? 'site' : 'server';
  return [...parts, ...hosts.map(({ host, text }) => ({ block, host, text }) as const)];
}

async function writeParts(parts: readonly ConfigPart[], options: AdviseOptions, io: Io): Promise<void> {
  if (parts.length === 0) {
    await write(io.stdout, '# Nothing to offload and no page to cache was found in this log.\n');
    return;
  }
  if (options.out === undefined) {
    await write(io.stdout, renderConfigParts(parts));
    return;
  }
  for (const [i, part] of parts.entries()) {
    const path = join(options.out, fileNameOf(part, i, parts));
    await writeFile(path, renderConfigPart(part));
    io.stderr.write(`logsplit: wrote ${path}\n`);
  }
}

// A host is a client's text, which must not choose a file.
function fileNameOf({ block, host }: ConfigPart, i: number, parts: readonly ConfigPart[]): string {
  if (parts.filter((part) => part.block === block).length === 1) return `logsplit-${block}.conf`;
  const isPlain = host !== null && /^[a-z0-9]([a-z0-9.-]{0,100}[a-z0-9])?$/i.test(host);
  return `logsplit-${block}-${isPlain ? host.toLowerCase() : i}.conf`;
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw new UserError(
      `The folder ${path} cannot be made (${(cause as NodeJS.ErrnoException).code}).`,
      'Give --out a folder that is yours.',
      { cause },
    );
  }
}

/** Looks where the files of a place are below the root: by their whole path, or by what follows the place's folder. */
function locator(root: string | null): LocateFiles {
  return ({ place, files }) => {
    if (root === null) return { directive: 'root', directory: PLACEHOLDER };
    const found = (pathOf: (path: string) => string): number =>
      files.filter(({ path }) => existsSync(join(root, pathOf(path)))).length;
    if (place.kind !== 'folder') return { directive: 'root', directory: root };
    const below = found((path) => path.slice(place.folder.length));
    return below > found((path) => path)
      ? { directive: 'alias', directory: `${root.replace(/\/+$/, '')}/` }
      : { directive: 'root', directory: root };
  };
}
