import { createRequire } from 'node:module';
import type * as Api from '@duckdb/node-api';
import type Bindings from '@duckdb/node-bindings';

// Imported, all files of the package would first be searched for the names that they export: a tenth of a short run.
const require = createRequire(import.meta.url);

export const api = require('@duckdb/node-api') as typeof Api;
export const duckdb = require('@duckdb/node-bindings') as typeof Bindings;
