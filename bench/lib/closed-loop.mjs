/**
 * This many callers, each with its next call as soon as the previous one is answered, until the time is over and all
 * are answered. A caller awaits the store's promise directly, since any code in between would count as the store's
 * time.
 *
 * @param {() => Promise<unknown>} call
 * @param {(answer: unknown) => void} check
 * @param {number} callers
 * @param {number} milliseconds
 * @returns {Promise<import("../contract.d.ts").Sample>}
 */
export async function closedLoop(call, check, callers, milliseconds) {
  let running = true;
  let calls = 0;
  const caller = async () => {
    while (running) {
      check(await call());
      calls += 1;
    }
  };
  const before = process.cpuUsage();
  const start = performance.now();
  setTimeout(() => {
    running = false;
  }, milliseconds);
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { calls, seconds, cpu: user + system };
}
