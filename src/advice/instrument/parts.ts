/** The parts of the instrumentation that can be printed alone, to be redirected into a file. */
export const INSTRUMENT_PARTS = ['nginx', 'wsgi', 'asgi', 'gunicorn', 'cpu'] as const;
export type InstrumentPart = (typeof INSTRUMENT_PARTS)[number];
