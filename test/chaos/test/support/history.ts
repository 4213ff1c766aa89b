import type { FaultRecord, Grant, History, Holding, Span, Write } from "../../src/history.js";

/** The history of a worker with only these records. */
export function history(seen: Partial<History> = {}): History {
  return {
    worker: 0,
    increments: [],
    unknownIncrements: {},
    holdings: [],
    writes: [],
    unknownWrites: {},
    read: {},
    badValues: [],
    operations: [],
    loads: [],
    complaints: [],
    failures: [],
    surprises: [],
    late: [],
    stands: [],
    durations: new Float32Array(),
    memory: 0,
    ...seen,
  };
}

/** A number that was asked for at one time and given at another. */
export function grant(number: number, from: number, to: number = from + 1): Grant {
  return { key: "k", number, from, to };
}

export function holding(number: number, from: number, until: number): Holding {
  return { ...grant(number, from), until };
}

export function write(sequence: number, from: number, to: number = from + 1): Write {
  return { key: "k", sequence, from, to };
}

/** One that the servers survived at once, and without a loss. */
export function fault(record: Partial<FaultRecord> & { began: number; settled: number }): FaultRecord {
  return {
    name: "fault",
    back: record.settled,
    loses: false,
    leavesFormerPrimary: false,
    sparesServers: false,
    ...record,
  };
}

export const NEVER: readonly Span[] = [];
