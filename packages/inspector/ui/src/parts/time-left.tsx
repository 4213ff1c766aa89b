import { useEffect, useState } from "preact/hooks";
import { duration } from "../data/format.js";
import { useWords } from "../words/words.js";

/** A time left that counts down. `ttl` is the value when it was read, in milliseconds; null: no expiry. */
export function TimeLeft({ ttl }: { readonly ttl: number | null }) {
  const words = useWords();
  const [read, setRead] = useState(() => ({ ttl, at: performance.now() }));
  const [now, setNow] = useState(() => performance.now());
  if (read.ttl !== ttl) setRead({ ttl, at: performance.now() });
  useEffect(() => {
    if (ttl === null) return undefined;
    const timer = setInterval(() => setNow(performance.now()), 200);
    return () => clearInterval(timer);
  }, [ttl]);
  if (ttl === null) return <span>{words.never}</span>;
  return <span class="number">{duration(ttl - Math.max(0, now - read.at))}</span>;
}
