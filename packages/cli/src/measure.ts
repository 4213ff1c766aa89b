import { createHistogram } from "node:perf_hooks";

/** Times in milliseconds. */
export interface Measurement {
  readonly name: string;
  readonly callers: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

const MICROSECONDS = 1000;

/**
 * Keeps `callers` concurrent calls running for this many seconds: each caller calls again as soon as it has its
 * answer.
 * @param call gets the number of the call.
 */
export async function measure(
  name: string,
  { callers, seconds, signal }: { callers: number; seconds: number; signal: AbortSignal },
  call: (index: number) => Promise<unknown>,
): Promise<Measurement> {
  const times = createHistogram();
  const started = performance.now();
  const end = started + seconds * 1000;
  let calls = 0;
  const caller = async () => {
    do {
      signal.throwIfAborted();
      const before = performance.now();
      await call(calls++);
      times.record(Math.max(1, Math.round((performance.now() - before) * MICROSECONDS)));
    } while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const elapsed = (performance.now() - started) / 1000;
  const [p50, p95, p99] = [50, 95, 99].map((percent) => times.percentile(percent) / MICROSECONDS) as [
    number,
    number,
    number,
  ];
  return {
    name,
    callers,
    perSecond: Math.round(calls / elapsed),
    p50,
    p95,
    p99,
    max: times.max / MICROSECONDS,
  };
}
