import { AWS_API_GATEWAY } from './aws-api-gateway.js';
import { CADDY } from './caddy.js';
import { CLOUDFLARE } from './cloudflare.js';
import type { KeyedPreset } from './define.js';
import { ENVOY_JSON } from './envoy.js';
import { GOOGLE_CLOUD } from './google.js';
import { HEROKU } from './heroku.js';
import { KONG_JSON } from './kong.js';
import { LOGRAGE, LOGRAGE_JSON } from './lograge.js';
import { STRUCTLOG } from './structlog.js';
import { TRAEFIK_JSON } from './traefik.js';

/** Formats of one writer whose fields have keys. */
export const KEYED_PRESETS: readonly KeyedPreset[] = [
  CADDY,
  TRAEFIK_JSON,
  ENVOY_JSON,
  KONG_JSON,
  CLOUDFLARE,
  GOOGLE_CLOUD,
  AWS_API_GATEWAY,
  HEROKU,
  LOGRAGE,
  LOGRAGE_JSON,
  STRUCTLOG,
];
