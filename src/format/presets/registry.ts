import { APACHE_PRESETS } from './apache.js';
import { APP_SERVER_PRESETS } from './app-servers.js';
import { CLOUD_PRESETS } from './clouds.js';
import { KEYED_PRESETS } from './keyed/all.js';
import { NGINX_PRESETS } from './nginx.js';
import type { Preset } from './preset.js';
import { PROXY_PRESETS } from './proxies.js';
import { EXTENDED_PRESETS } from './w3c.js';

/** Formats whose fields have their places, in the order in which detection tries them. */
export const PLACED_PRESETS: readonly Preset[] = [
  ...NGINX_PRESETS,
  ...APACHE_PRESETS,
  ...PROXY_PRESETS,
  ...CLOUD_PRESETS,
  ...EXTENDED_PRESETS,
  ...APP_SERVER_PRESETS,
];

/** Formats with a name of their own. */
export const PRESETS: readonly Preset[] = [...PLACED_PRESETS, ...KEYED_PRESETS];

/** What GoAccess calls them. */
const GOACCESS_NAMES: Record<string, string> = {
  COMBINED: 'combined',
  VCOMBINED: 'vhost_combined',
  COMMON: 'common',
  VCOMMON: 'vhost_common',
  W3C: 'w3c',
  SQUID: 'squid',
  CLOUDFRONT: 'cloudfront',
  CLOUDSTORAGE: 'cloudstorage',
  AWSELB: 'aws_elb',
  AWSS3: 'aws_s3',
  AWSALB: 'aws_alb',
  CADDY: 'caddy',
  TRAEFIKCLF: 'traefik',
};

/** The preset of that name, or of GoAccess's name for it. */
export function presetOf(name: string): Preset | undefined {
  const known = GOACCESS_NAMES[name] ?? name;
  return PRESETS.find((preset) => preset.name === known);
}
