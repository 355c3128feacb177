// What the lane asks of TypeScript: what is rare, or a matter of the format.

/** Whether the value has the shape of the step's field. */
export declare function fits(step: u32, start: usize, end: usize): bool;
/** Takes the value of a field that is read in TypeScript; false: the line must be read as text. */
export declare function read(step: u32, start: usize, end: usize, row: u32): bool;
/** A field that is read in TypeScript has no value; gives what that says of the upstream, as `asked`. */
export declare function missing(step: u32): u32;
/** Microseconds since 1970 of the beginning of the day of a time; NaN: it is none. */
export declare function midnight(step: u32, start: usize): f64;
/** All fields of a line are read, some of them in TypeScript. */
export declare function finish(row: u32): void;
