import { clock } from "./clock.js";

/** A write to a new key and its outcome; times are those of `performance.now()`. */
export interface WriteRecord {
  readonly key: string;
  readonly asked: number;
  answered?: number;
  /** The error; left out if the write was acknowledged. */
  error?: unknown;
}

/** Writes at a steady rate, each to its own key, while servers stop and start. */
export interface SteadyWrites {
  /** Every write that was sent, in order. */
  readonly records: readonly WriteRecord[];
  /** The keys of the writes that were acknowledged. */
  readonly acknowledged: readonly string[];
  /** Sends no more writes, and resolves when the last one has been answered. */
  stop(): Promise<void>;
}

/** Milliseconds between two groups of writes. */
const INTERVAL = 10;

/**
 * @param write resolves if the write is acknowledged.
 * @param perSecond how many keys are written in a second.
 */
export function startSteadyWrites(
  write: (key: string) => Promise<unknown>,
  perSecond: number = 500,
): SteadyWrites {
  const records: WriteRecord[] = [];
  const pending = new Set<Promise<void>>();
  const start = clock.now();
  const begin = () => {
    const record: WriteRecord = { key: `write:${records.length}`, asked: clock.now() };
    records.push(record);
    const end = (error?: unknown) => {
      record.answered = clock.now();
      if (error !== undefined) record.error = error;
      pending.delete(answered);
    };
    const answered: Promise<void> = write(record.key).then(() => end(), end);
    pending.add(answered);
  };
  // As many as are due now: if a timer fires late, its writes are sent together.
  const timer = setInterval(() => {
    while (records.length < ((clock.now() - start) * perSecond) / 1000) begin();
  }, INTERVAL);
  return {
    records,
    get acknowledged() {
      return records.flatMap(({ key, answered, error }) =>
        answered !== undefined && error === undefined ? [key] : [],
      );
    },
    async stop() {
      clearInterval(timer);
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
