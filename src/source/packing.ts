import { UserError } from '../errors.js';
import { nameOf } from './unreadable.js';

/** How an input is packed, where logsplit unpacks it itself. */
export type Packing = 'gzip' | 'zstd' | null;

/** The magic numbers need so many bytes. */
export const MAGIC_BYTES = 6;

const UNPACKED: readonly { magic: RegExp; packing: Packing }[] = [
  { magic: /^\x1f\x8b/, packing: 'gzip' },
  { magic: /^\x28\xb5\x2f\xfd/, packing: 'zstd' },
  // A frame to skip, which pzstd begins with.
  { magic: /^[\x50-\x5f]\x2a\x4d\x18/, packing: 'zstd' },
];

const REFUSED: readonly { magic: RegExp; name: string; command: string }[] = [
  { magic: /^BZh/, name: 'bzip2', command: 'bzip2 -dc' },
  { magic: /^\xfd7zXZ/, name: 'xz', command: 'xz -dc' },
  { magic: /^\x5d\0\0/, name: 'lzma', command: 'xz -dc' },
  { magic: /^\x04\x22\x4d\x18/, name: 'lz4', command: 'lz4 -dc' },
  { magic: /^PK\x03\x04/, name: 'zip', command: 'unzip -p' },
  { magic: /^7z\xbc\xaf/, name: '7-Zip', command: '7z x -so' },
  { magic: /^\x1f\x9d/, name: 'compress', command: 'gzip -dc' },
];

/**
 * How an input is packed, by its first bytes.
 * @throws UserError for a way that logsplit does not unpack
 */
export function packingOf(path: string, first: Buffer): Packing {
  const magic = first.toString('latin1', 0, MAGIC_BYTES);
  const refused = REFUSED.find((known) => known.magic.test(magic));
  if (refused) {
    const piped = path === '-' ? `… | ${refused.command}` : `${refused.command} ${path}`;
    throw new UserError(
      `${nameOf(path)} is packed with ${refused.name}, which logsplit does not unpack.`,
      `Pipe it in: ${piped} | logsplit analyze -`,
    );
  }
  return UNPACKED.find((known) => known.magic.test(magic))?.packing ?? null;
}
