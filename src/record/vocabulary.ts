/** What a response is: a file that never depends on who asks, or the answer of a program. */
export const CONTENTS = ['static', 'dynamic'] as const;
export type Content = (typeof CONTENTS)[number];

/** Who answered: nginx itself, a cache in front of the application, the application; unknown where the log cannot tell. */
export const SERVERS = ['nginx', 'cache', 'app', 'unknown'] as const;
export type Server = (typeof SERVERS)[number];

/** What a route's time is spent on. */
export const BOUNDS = ['cpu', 'io', 'mixed', 'transfer', 'trivial', 'unknown'] as const;
export type Bound = (typeof BOUNDS)[number];

export const CONFIDENCES = ['high', 'medium', 'low', 'none'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** The lever a recommendation pulls. */
export const ACTIONS = ['offload', 'cdn', 'cache', 'compile', 'keep', 'concurrency', 'instrument', 'fix'] as const;
export type Action = (typeof ACTIONS)[number];
