/** Whether no process has this id any more, not even one that has ended and waits to be noticed. */
export function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}
