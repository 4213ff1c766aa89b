import type { Reply } from "@coffer/cache-core";
import type { Lane } from "./lane.js";
import { ScannedServer } from "./scanned-server.js";
import type { Sweep } from "./sweep.js";

/**
 * The matching keys of one server, in pages (SCAN).
 * @param count SCAN's COUNT.
 * @param begin see `Lane.scan`.
 */
export async function* scanPages(
  lane: Lane,
  glob: string,
  count: number,
  begin: (sweeps: Set<Sweep>) => void,
): AsyncGenerator<Buffer[]> {
  const args = (cursor: string) => [cursor, "MATCH", glob, "COUNT", count];
  let reply = await lane.scan(args("0"), begin);
  let server: ScannedServer | undefined;
  for (;;) {
    const [next, page] = reply as [Reply, Buffer[]];
    const cursor = String(next);
    if (cursor !== "0") server ??= new ScannedServer(lane, "SCAN");
    yield page;
    if (cursor === "0") return;
    // Later calls are after the scan, so no page has to wait for them.
    reply = await lane.send("SCAN", args(cursor), []);
    await server?.check();
  }
}
