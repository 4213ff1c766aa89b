import type { Operation } from "./linearizability/operation.js";

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

/** A call that failed. */
export interface FailedCall {
  readonly what: string;
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

/** An answer that was not what it had to be, where Redis had lost nothing. */
export interface Complaint {
  readonly text: string;
  /** From when on Redis must not have lost anything. */
  readonly from: number;
  readonly to: number;
}

/** A value that was made because there was none. */
export interface Load {
  readonly key: string;
  readonly from: number;
  readonly to: number;
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
  /** On keys that all read and write by all ways. */
  readonly operations: readonly Operation[];
  readonly loads: readonly Load[];
  readonly complaints: readonly Complaint[];
  /** What was wrong with values that were read. */
  readonly badValues: readonly string[];
  /** But those for which nobody can be blamed but who made them. */
  readonly failures: readonly FailedCall[];
  /** Errors that no call may fail with, and what nobody caught. */
  readonly surprises: readonly string[];
  readonly late: readonly LateCall[];
  /** When the worker itself stood still. */
  readonly stands: readonly Span[];
  /** Of every call, in milliseconds. */
  readonly durations: Float32Array;
  /** The highest resident set size that was seen, in bytes. */
  readonly memory: number;
}

/** A span of time, as of `now`. */
export interface Span {
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
  /** Whether servers stay reachable that are not the primary any more, and answer reads. */
  readonly leavesFormerPrimary: boolean;
  /** Whether servers and network were well all the time. */
  readonly sparesServers: boolean;
}
