import type { Operation } from "./linearizability/operation.js";

/** A call that was answered with a unique number: a counter's value, a lock's fencing token. */
export interface Grant {
  readonly key: string;
  readonly number: number;
  /** When it was called and answered, as of `now`. */
  readonly from: number;
  readonly to: number;
}

/** An acquired lock. */
export interface Holding extends Grant {
  /** Until then, as of `now`, nobody else may hold it: it was released then, or could have expired. */
  readonly until: number;
}

/** An acknowledged write of a value. */
export interface Write {
  readonly key: string;
  readonly sequence: number;
  readonly from: number;
  readonly to: number;
}

/** A call that exceeded its time. */
export interface LateCall {
  readonly what: string;
  /** Milliseconds, without those in which the worker itself was blocked. */
  readonly took: number;
  readonly limit: number;
}

/** A call that failed. */
export interface FailedCall {
  readonly what: string;
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

/** A wrong answer while Redis had lost nothing. */
export interface Complaint {
  readonly text: string;
  /** From when on Redis must not have lost anything. */
  readonly from: number;
  readonly to: number;
}

/** A value that was loaded because there was none. */
export interface Load {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

/** The history of one worker. */
export interface History {
  readonly worker: number;
  readonly increments: readonly Grant[];
  /** How many increments of unknown outcome there are, by key. */
  readonly unknownIncrements: Readonly<Record<string, number>>;
  readonly holdings: readonly Holding[];
  readonly writes: readonly Write[];
  /** The sequences of writes of unknown outcome, by key. */
  readonly unknownWrites: Readonly<Record<string, readonly number[]>>;
  /** The highest sequence that was read of each key. */
  readonly read: Readonly<Record<string, number>>;
  /** Operations on keys that all workers read and write in all ways. */
  readonly operations: readonly Operation[];
  readonly loads: readonly Load[];
  readonly complaints: readonly Complaint[];
  /** The problems of values that were read. */
  readonly badValues: readonly string[];
  /** Except those that no other worker can have caused. */
  readonly failures: readonly FailedCall[];
  /** Errors that no call may have, and uncaught errors. */
  readonly surprises: readonly string[];
  readonly late: readonly LateCall[];
  /** When the worker itself was blocked. */
  readonly stands: readonly Span[];
  /** Of every call, in milliseconds. */
  readonly durations: Float32Array;
  /** The highest measured resident set size, in bytes. */
  readonly memory: number;
}

/** A span of time, as of `now`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A fault that is over. */
export interface FaultRecord {
  readonly name: string;
  readonly began: number;
  /** When the servers could serve again: resumed, restarted, or with a new primary. */
  readonly back: number;
  /** When all servers worked again. */
  readonly settled: number;
  /** Whether Redis may have lost acknowledged writes meanwhile. */
  readonly loses: boolean;
  /** Whether former primaries stay reachable and answer reads. */
  readonly leavesFormerPrimary: boolean;
  /** Whether servers and network worked all the time. */
  readonly sparesServers: boolean;
}
