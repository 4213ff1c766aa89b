import type { SingleBar } from "cli-progress";

export interface Progress {
  update(done: number): void;
  /**
   * Leaves the line as a summary of the work. Later calls have no effect.
   * @param all the total, if it was an estimate.
   */
  stop(all?: number): void;
}

const count = new Intl.NumberFormat("en");

/** Milliseconds before the rate is meaningful. */
const WARM = 200;

/**
 * A progress bar with rate and remaining time on stderr, so that stdout has only the answer; nothing if stderr is not
 * a terminal.
 */
export async function showProgress(total: number, unit: string): Promise<Progress> {
  if (!process.stderr.isTTY) return { update() {}, stop() {} };
  const { default: progress } = await import("cli-progress");
  const started = performance.now();
  const bar: SingleBar = new progress.SingleBar(
    {
      format: `{bar} {percentage}% | {done} of {all} ${unit} | {rate}/s | {time}`,
      stream: process.stderr,
      barsize: 24,
      hideCursor: true,
      // The command handles Ctrl-C, and reports what was done.
      gracefulExit: false,
      fps: 10,
    },
    progress.Presets.shades_classic,
  );
  let sofar = 0;
  let stopped = false;
  const figures = (all: number, isOver = false) => {
    const elapsed = Math.max(1, performance.now() - started);
    const rate = elapsed < WARM && !isOver ? 0 : (sofar / elapsed) * 1000;
    const left = rate === 0 ? "?" : Math.ceil(Math.max(0, all - sofar) / rate);
    const time = isOver ? `in ${(elapsed / 1000).toFixed(1)} s` : `${left} s left`;
    return { done: count.format(sofar), all: count.format(all), rate: count.format(Math.round(rate)), time };
  };
  bar.start(total, 0, figures(total));
  return {
    update(done) {
      sofar = Math.min(done, total);
      bar.update(sofar, figures(total));
    },
    stop(all = total) {
      if (stopped) return;
      stopped = true;
      sofar = Math.min(sofar, all);
      bar.setTotal(all);
      bar.update(sofar, figures(all, true));
      bar.stop();
    },
  };
}
