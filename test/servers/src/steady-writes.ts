import { clock } from "./clock.js";

/** A write to a new key and what became of it; times as of `performance.now()`. */
export interface WriteRecord {
  readonly key: string;
  readonly asked: number;
  answered?: number;
  /** Left out where the write was acknowledged. */
  error?: unknown;
}

/** Writes that go on at a steady rate, each to a key of its own, while servers come and go. */
export interface SteadyWrites {
  /** Every write that was asked for, in order. */
  readonly records: readonly WriteRecord[];
  /** The keys of the writes that were acknowledged. */
  readonly acknowledged: readonly string[];
  /** Asks for no more, and resolves when the last one has been answered. */
  stop(): Promise<void>;
}

/** Milliseconds between two handfuls of writes. */
const INTERVAL = 10;

/**
 * @param write resolves where the write is acknowledged.
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
  // As many as are due by now: a turn that came late is made up for.
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
