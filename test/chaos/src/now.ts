/** Milliseconds on the monotonic clock of the machine, which all its processes share. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
