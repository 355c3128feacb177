import type { RequestFields } from '../record/request-fields.js';
import { readRequestLine, readTarget } from './request-line.js';
import { readServerTiming } from './server-timing.js';
import type { Shape, ShapeRule } from './shapes.js';
import { readAttempts, readDuration, readInteger, readNumber } from './values.js';

/**
 * Writes one value into the request. `text` is unescaped, `logged` is as it stands in the line;
 * a missing value ("-" or empty) goes to `missing` instead. False: the value makes the line unusable.
 */
type Read = (text: string, into: RequestFields, logged: string) => boolean | undefined;

export interface Variable {
  shape: Shape;
  /** What fits where the shape alone would let too much pass. */
  rule?: ShapeRule;
  /** What it tells; of several variables with one role, the highest rank is read and the others are passed over. */
  roles: readonly Role[];
  rank: number;
  read: Read;
  /** Called instead of `read` for "-" and the empty string. */
  missing?: (into: RequestFields) => void;
  /** For times spent: units in one second, 1000 for milliseconds; one where it is absent. */
  perSecond?: number;
  /** For points in time. */
  clock?: Clock;
  /** Its value is more than its role tells, so that `read` alone can say what it means. */
  isSpecial?: true;
}

/** What a logged time is the time of. */
export interface Clock {
  /** Smallest difference that it can tell, in seconds. */
  resolutionS: number;
  /** Whether it is the request's beginning: its end is later by the request time. */
  isStart: boolean;
}

export type Role =
  | 'time'
  /** The two halves of a time that stand in fields of their own. */
  | 'date'
  | 'timeOfDay'
  | 'client'
  | 'host'
  | 'user'
  | 'method'
  | 'path'
  | 'query'
  | 'protocol'
  | 'status'
  | 'bytes'
  | 'requestBytes'
  | 'referrer'
  | 'agent'
  | 'requestTime'
  /** Parts that make up the request time. */
  | 'timeBefore'
  | 'timeAfter'
  | 'upstreamTime'
  | 'connectTime'
  | 'headerTime'
  | 'upstreamAddr'
  | 'upstreamStatus'
  | 'cacheStatus'
  | 'contentType'
  | 'cpuTime'
  | 'serverTiming'
  | 'appTime'
  | 'sqlTime'
  | 'redisTime';

const END: Clock = { resolutionS: 1, isStart: false };

/** A point in time. @param parse gives microseconds since 1970 UTC */
export const time = (
  shape: Shape,
  rank: number,
  parse: (text: string) => number | null,
  clock: Clock = END,
): Variable => {
  // Neighbouring lines mostly carry the same second.
  let lastText = '';
  let last: number | null = null;
  return {
    shape,
    roles: ['time'],
    rank,
    clock,
    read: (value, into) => {
      if (value !== lastText) {
        lastText = value;
        last = parse(value);
      }
      into.endedAtUs = last;
      return last !== null;
    },
  };
};

type TextColumn = 'host' | 'user' | 'method' | 'query' | 'protocol' | 'referrer' | 'agent' | 'contentType';
export const text = (column: TextColumn, rank = 1, shape: Shape = 'text'): Variable => ({
  shape,
  roles: [column],
  rank,
  read: (value, into) => {
    into[column] = value;
  },
});

export const client = (rank: number, shape: Shape = 'address'): Variable => ({
  shape,
  roles: ['client'],
  rank,
  read: (value, into) => {
    // A forwarded-for list names the client first.
    const comma = value.indexOf(',');
    into.client = comma < 0 ? value : value.slice(0, comma);
  },
});

export const asked = (into: RequestFields): void => {
  into.upstreamAsked = true;
};
export const notAsked = (into: RequestFields): void => {
  into.upstreamAsked ??= false;
};

/** Time that upstream servers took; several attempts are added up. @param perSecond units in one second */
export const upstreamTime = (
  role: 'upstreamTime' | 'connectTime' | 'headerTime',
  rank = 1,
  perSecond = 1,
): Variable => {
  const column = ({ upstreamTime: 'upstreamS', connectTime: 'connectS', headerTime: 'headerS' } as const)[role];
  return {
    shape: 'attempts',
    roles: [role],
    rank,
    perSecond,
    read: (value, into) => {
      const list = readAttempts(value);
      if (list === null) return;
      into[column] = list.sum === null ? null : list.sum / perSecond;
      if (role === 'upstreamTime') into.attempts = list.count;
      asked(into);
    },
    missing: notAsked,
  };
};

export const addTo = (column: 'waitS', role: Role, rank: number): Variable => ({
  shape: 'text',
  roles: [role],
  rank,
  read: (value, into) => {
    const s = readDuration(value);
    if (s !== null) into[column] = (into[column] ?? 0) + s;
  },
});

export const seconds = (column: 'cpuS' | 'appS', role: Role, rank: number): Variable => ({
  shape: 'text',
  roles: [role],
  rank,
  read: (value, into) => {
    into[column] = readDuration(value) ?? into[column];
  },
});

export const serverTiming = (rank: number): Variable => ({
  shape: 'text',
  roles: ['serverTiming'],
  rank,
  read: (value, into) => {
    readServerTiming(value, into);
  },
});

export const bytes = (rank: number): Variable => ({
  shape: 'integer',
  roles: ['bytes'],
  rank,
  read: (value, into) => {
    into.bytes = readInteger(value);
  },
});

export const requestLine = (rank: number): Variable => ({
  shape: 'text',
  roles: ['method', 'path', 'query', 'protocol'],
  rank,
  read: (value, into, logged) => {
    readRequestLine(value, logged, into);
  },
  missing: (into) => {
    into.malformed = '';
  },
});

export const target = (rank: number): Variable => ({
  shape: 'target',
  roles: ['path', 'query'],
  rank,
  read: (value, into) => {
    readTarget(value, into);
  },
});

/** Time from the request's first byte to the answer's last. @param perSecond units in one second */
export const requestTime = (rank: number, perSecond = 1): Variable => ({
  shape: 'number',
  roles: ['requestTime'],
  rank,
  perSecond,
  read: (value, into) => {
    const units = readNumber(value);
    into.requestS = units === null ? null : units / perSecond;
  },
});
