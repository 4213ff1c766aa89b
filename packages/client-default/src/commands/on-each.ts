import type { Entries } from "../client/entries.js";
import type { Lane } from "../lane/lane.js";

/** Runs work on all servers; if only some fail, the settings decide whether to continue without them. */
export async function onEach(
  { gate, topology, context }: Entries,
  operation: string,
  write: boolean,
  work: (lane: Lane) => Promise<void>,
): Promise<void> {
  let done = 0;
  try {
    await gate.during(() =>
      topology.onAll(write, async (lane) => {
        await work(lane);
        done += 1;
      }),
    );
  } catch (error) {
    if (done === 0) throw error;
    context.ignoreOrThrow(error, operation);
  }
}
