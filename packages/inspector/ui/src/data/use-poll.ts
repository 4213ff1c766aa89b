import { useEffect, useRef, useState } from "preact/hooks";

const EVERY = 1000;

/**
 * The result of `ask`, called once a second while the page is visible, one call after the other. A failure stays
 * until an answer arrives.
 * @param take gets each answer.
 */
export function usePoll<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  take: (answer: T) => void,
): string | undefined {
  const [failure, setFailure] = useState<string>();
  const latest = useRef({ ask, take });
  latest.current = { ask, take };
  useEffect(() => {
    const controller = new AbortController();
    /** Undefined while nothing is pending: neither the timer nor an answer. */
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      if (document.hidden) {
        timer = undefined;
        return;
      }
      const started = performance.now();
      try {
        latest.current.take(await latest.current.ask(controller.signal));
        setFailure(undefined);
      } catch (error) {
        if (controller.signal.aborted) return;
        setFailure((error as Error).message);
      }
      if (!controller.signal.aborted)
        timer = setTimeout(look, Math.max(0, started + EVERY - performance.now()));
    };
    const wake = () => {
      if (!document.hidden && timer === undefined) timer = setTimeout(look);
    };
    document.addEventListener("visibilitychange", wake);
    wake();
    return () => {
      controller.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", wake);
    };
  }, []);
  return failure;
}
