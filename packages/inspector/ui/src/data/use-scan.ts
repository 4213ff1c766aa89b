import { useEffect, useRef, useState } from "preact/hooks";
import { read } from "./api.js";

/** Rows after which a scan pauses by itself. */
const FIRST = 1000;
/** Milliseconds between two updates while rows arrive. */
const DRAW_EVERY = 200;

export interface Scan<Row> {
  /** Grows in place: check its length. */
  readonly rows: readonly Row[];
  readonly isRunning: boolean;
  readonly isComplete: boolean;
  readonly failure: string | undefined;
  /** Continues to the end, or until `stop`. */
  readonly goOn: () => void;
  readonly stop: () => void;
  readonly again: () => void;
}

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly cursor: string | null;
}

/** A list that the server must search for, page by page. It starts by itself, and continues on request. */
export function useScan<Row>(name: string, query: Readonly<Record<string, string | undefined>>): Scan<Row> {
  const [, draw] = useState(0);
  const [turn, setTurn] = useState(0);
  const state = useRef(newState<Row>());
  const asked = JSON.stringify(query);

  const run = async (most: number) => {
    const scan = state.current;
    if (scan.isRunning || scan.cursor === null) return;
    scan.isRunning = true;
    scan.isStopped = false;
    scan.failure = undefined;
    let drawn = 0;
    try {
      do {
        const cursor: string | undefined = scan.cursor;
        const page: Page<Row> = await read(name, { ...query, cursor }, scan.controller.signal);
        for (const row of page.rows) scan.rows.push(row);
        scan.cursor = page.cursor;
        if (performance.now() - drawn > DRAW_EVERY) {
          drawn = performance.now();
          draw((n) => n + 1);
        }
      } while (scan.cursor !== null && !scan.isStopped && scan.rows.length < most);
    } catch (error) {
      if (scan.controller.signal.aborted) return;
      scan.failure = (error as Error).message;
    }
    scan.isRunning = false;
    draw((n) => n + 1);
  };

  // `asked` is the query, and `turn` restarts with the same.
  useEffect(() => {
    const scan = newState<Row>();
    state.current = scan;
    void run(FIRST);
    draw((n) => n + 1);
    return () => scan.controller.abort();
  }, [name, asked, turn]);

  const { rows, isRunning, cursor, failure } = state.current;
  return {
    rows,
    isRunning,
    isComplete: cursor === null,
    failure,
    goOn: () => {
      void run(Number.POSITIVE_INFINITY);
      draw((n) => n + 1);
    },
    stop: () => {
      state.current.isStopped = true;
    },
    again: () => setTurn(turn + 1),
  };
}

interface ScanState<Row> {
  readonly rows: Row[];
  readonly controller: AbortController;
  /** Undefined: it has not started; null: it is complete. */
  cursor: string | undefined | null;
  isRunning: boolean;
  isStopped: boolean;
  failure: string | undefined;
}

function newState<Row>(): ScanState<Row> {
  return {
    rows: [],
    controller: new AbortController(),
    cursor: undefined,
    isRunning: false,
    isStopped: false,
    failure: undefined,
  };
}
