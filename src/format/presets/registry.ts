import { NGINX_PRESETS } from './nginx.js';
import type { Preset } from './preset.js';

/** Formats with a name of their own, in the order in which detection tries them. */
export const PRESETS: readonly Preset[] = [...NGINX_PRESETS];

/** Names for --format: the presets, and the notations whose fields have keys. */
export const FORMAT_NAMES: readonly string[] = [...PRESETS.map(({ name }) => name), 'json', 'ltsv'];

/** What GoAccess calls them. */
const GOACCESS_NAMES: Record<string, string> = {
  COMBINED: 'combined',
  VCOMBINED: 'vhost_combined',
  COMMON: 'common',
};

/** The preset of that name, or of GoAccess's name for it. */
export function presetOf(name: string): Preset | undefined {
  const known = GOACCESS_NAMES[name] ?? name;
  return PRESETS.find((preset) => preset.name === known);
}
