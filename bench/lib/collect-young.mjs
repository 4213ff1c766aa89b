/**
 * Collects young garbage, so that it is not collected in the time of the next candidate. Needs Node's --expose-gc.
 */
export function collectYoung() {
  globalThis.gc?.({ type: "minor", execution: "sync" });
}
