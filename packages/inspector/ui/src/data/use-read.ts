import { useEffect, useState } from "preact/hooks";
import { read } from "./api.js";

interface Reading<T> {
  readonly answer?: T;
  readonly failure?: string;
  readonly again: () => void;
}

/** The answer of a call of the API, once for each query. */
export function useRead<T>(
  name: string,
  query: Readonly<Record<string, string | undefined>> = {},
): Reading<T> {
  const [turn, setTurn] = useState(0);
  const [result, setResult] = useState<{ answer?: T; failure?: string }>({});
  const asked = JSON.stringify(query);
  // `asked` is the query, and `turn` repeats the same request.
  useEffect(() => {
    const controller = new AbortController();
    setResult({});
    read<T>(name, query, controller.signal).then(
      (answer) => setResult({ answer }),
      (error: Error) => {
        if (!controller.signal.aborted) setResult({ failure: error.message });
      },
    );
    return () => controller.abort();
  }, [name, asked, turn]);
  return { ...result, again: () => setTurn(turn + 1) };
}
