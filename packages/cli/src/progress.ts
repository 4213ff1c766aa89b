import type { SingleBar } from "cli-progress";

export interface Progress {
  update(done: number): void;
  stop(): void;
}

const count = new Intl.NumberFormat("en");

/** Milliseconds before the rate means anything. */
const WARM = 200;

/** A bar with rate and remaining time on stderr, so that the answer on stdout stays clean; nothing where that is no terminal. */
export async function showProgress(total: number, unit: string): Promise<Progress> {
  if (!process.stderr.isTTY) return { update() {}, stop() {} };
  const { default: progress } = await import("cli-progress");
  const started = performance.now();
  const bar: SingleBar = new progress.SingleBar(
    {
      format: `{bar} {percentage}% | {done} of {all} ${unit} | {rate}/s | {left} left`,
      stream: process.stderr,
      barsize: 24,
      hideCursor: true,
      // Ctrl-C is for the command, which says what was done.
      gracefulExit: false,
      fps: 10,
    },
    progress.Presets.shades_classic,
  );
  const figures = (done: number) => {
    const elapsed = performance.now() - started;
    const rate = elapsed < WARM ? 0 : (done / elapsed) * 1000;
    const left = rate === 0 ? "?" : `${Math.ceil(Math.max(0, total - done) / rate)} s`;
    return { done: count.format(done), all: count.format(total), rate: count.format(Math.round(rate)), left };
  };
  bar.start(total, 0, figures(0));
  return {
    update: (done) => bar.update(Math.min(done, total), figures(done)),
    stop: () => bar.stop(),
  };
}
