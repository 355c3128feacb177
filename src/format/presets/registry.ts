import { NGINX_PRESETS } from './nginx.js';
import type { Preset } from './preset.js';

/** Formats with a name of their own, in the order in which detection tries them. */
export const PRESETS: readonly Preset[] = [...NGINX_PRESETS];

/** Names for --format: the presets, and the notations whose fields have keys. */
export const FORMAT_NAMES: readonly string[] = [...PRESETS.map(({ name }) => name), 'json', 'ltsv'];
