import { dirname, isAbsolute, join } from 'node:path';
import { UserError } from '../../errors.js';
import { isGlob } from '../../glob.js';
import { type Directive, parseConf } from './parse.js';
import type { ConfSource } from './source.js';

/** The blocks that can hold logging directives; map, types, geo and the like hold data that only looks like some. */
const CONTAINERS = new Set(['http', 'server', 'location', 'if', 'limit_except', 'stream']);
// Files that each include the next one twice double at every level: far above any real site, and finite.
const MAX_INCLUDES = 20_000;

interface ConfFile {
  identity: string;
  directives: Directive[];
}

/**
 * Parses the main file and puts what included files hold in the place of the include. An include that cannot be read,
 * or that leads back to itself, is told through `warn` and left out.
 * @throws UserError where a file that could be read is unbalanced.
 */
export function loadDirectives(source: ConfSource, warn: (warning: string) => void): Directive[] {
  const files = new Map<string, ConfFile>();
  let includes = 0;

  function remember(path: string, text: string): ConfFile {
    const file = { identity: source.identity(path), directives: parseConf(text, path) };
    files.set(path, file);
    return file;
  }

  function expand(directives: readonly Directive[], chain: readonly string[]): Directive[] {
    return directives.flatMap((directive) => {
      const { name, args, block } = directive;
      if (name === 'include' && block === null) return args.flatMap((arg) => include(arg, directive, chain));
      if (block === null || !CONTAINERS.has(name)) return [directive];
      return [{ ...directive, block: expand(block, chain) }];
    });
  }

  function include(arg: string, { file, line }: Directive, chain: readonly string[]): Directive[] {
    const pattern = isAbsolute(arg) ? arg : join(dirname(source.main), arg);
    return (isGlob(arg) ? source.glob(pattern) : [pattern]).flatMap((path) => {
      if (++includes > MAX_INCLUDES) {
        throw new UserError(`${file}:${line}: more than ${MAX_INCLUDES} files are included.`, 'Give a smaller part.');
      }
      let included = files.get(path);
      if (!included) {
        const text = readOr(path, (reason) => warn(`${file}:${line}: include ${arg} is left out: ${reason}`));
        if (text === null) return [];
        included = remember(path, text);
      }
      if (chain.includes(included.identity)) {
        warn(`${file}:${line}: include ${arg} is left out: it leads back to a file that is being read already.`);
        return [];
      }
      return expand(included.directives, [...chain, included.identity]);
    });
  }

  function readOr(path: string, tell: (reason: string) => void): string | null {
    try {
      return source.read(path);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      tell(error.message);
      return null;
    }
  }

  const main = remember(source.main, source.text);
  return expand(main.directives, [main.identity]);
}
