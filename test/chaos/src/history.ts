/** A call that was answered with a number of which each is given out once: a counter's value, a lock's fencing token. */
export interface Grant {
  readonly key: string;
  readonly number: number;
  /** When it was asked for and when it was there, as of `now`. */
  readonly from: number;
  readonly to: number;
}

/** A lock that was got. */
export interface Holding extends Grant {
  /** Until then, as of `now`, nobody else may have it: it was released then, or could have run out. */
  readonly until: number;
}

/** A write of a value that was acknowledged. */
export interface Write {
  readonly key: string;
  readonly sequence: number;
  readonly from: number;
  readonly to: number;
}

/** A call that took longer than it may. */
export interface LateCall {
  readonly what: string;
  /** Milliseconds, without those in which the worker itself stood still. */
  readonly took: number;
  readonly limit: number;
}

/** What one worker has seen. */
export interface History {
  readonly worker: number;
  readonly increments: readonly Grant[];
  /** Of the increments that may or may not have been executed: how many there are of each key. */
  readonly unknownIncrements: Readonly<Record<string, number>>;
  readonly holdings: readonly Holding[];
  readonly writes: readonly Write[];
  /** Of the writes that may or may not have been executed: their sequences by key. */
  readonly unknownWrites: Readonly<Record<string, readonly number[]>>;
  /** The highest sequence that was read of each key. */
  readonly read: Readonly<Record<string, number>>;
  /** What was wrong with values that were read. */
  readonly badValues: readonly string[];
  /** How many calls failed, by code. */
  readonly errors: Readonly<Record<string, number>>;
  /** Errors that no call may fail with, and what nobody caught. */
  readonly surprises: readonly string[];
  readonly late: readonly LateCall[];
  /** Of every call, in milliseconds. */
  readonly durations: Float32Array;
  /** The highest resident set size that was seen, in bytes. */
  readonly memory: number;
}

/** A span of time, as of `now`, in which Redis may lose what it acknowledges: replicas are told later than clients. */
export interface FragileTime {
  readonly from: number;
  readonly to: number;
}

/** A fault that has been survived. */
export interface FaultRecord {
  readonly name: string;
  readonly began: number;
  /** When the servers could serve again: thawed, started, or a new primary there. */
  readonly back: number;
  /** When all servers were well again. */
  readonly settled: number;
  /** Whether Redis may lose what it acknowledged meanwhile. */
  readonly loses: boolean;
}
