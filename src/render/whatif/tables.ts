/** The tables of a what-if: what --table takes. */
export const WHATIF_TABLES = ['routes', 'figures'] as const;
export type WhatIfTable = (typeof WHATIF_TABLES)[number];
