import { setTimeout as sleep } from "node:timers/promises";
import { type Cache, type Caches, codeOf, createCaches } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { type Sample, takeSample } from "./sample.js";

/** How many calls run at the same time. */
const CALLERS = 64;
/** The number of rounds, with a sample after each. The first half is the warm-up. */
const ROUNDS = 40;
/** How often per round all connections are cut. */
const LOSSES = 2;
/** How many caches are created, used and closed per round. */
const SHORT_LIVED = 2;

/** The error codes with which calls may fail when their connection is lost. */
const LOST = new Set(["ERR_NO_REPLY", "ERR_UNREACHABLE", "ERR_LOCK_NOT_OWNED"]);
/** Milliseconds between a failed call and the caller's next call. */
const PAUSE = 10;

export interface SoakPlan {
  readonly operations: number;
  /** The connection package. */
  readonly driver: string;
  /** The `n`th call. */
  perform(cache: Cache, n: number): Promise<unknown>;
  /** Ends caches that are not used any more. */
  end?(caches: Caches): Promise<void>;
  onSample?(sample: Sample): void;
}

/** Makes the calls, cuts connections, and creates and closes caches in between; takes a sample after each round. */
export async function soak({
  operations,
  driver,
  perform,
  end = (caches) => caches.close(),
  onSample,
}: SoakPlan): Promise<Sample[]> {
  await using server = await startServer();
  const open = (name: string) => {
    // Caches with equal connection settings share a connection.
    const connection = { CONNECTION_POOL_KWARGS: { client_name: name } };
    const OPTIONS = {
      CLIENT_CLASS: "@coffer/client-default",
      CONNECTION_FACTORY: driver,
      SERIALIZER: "@coffer/serializer-json",
      COMPRESSOR: "@coffer/compressor-zlib",
      ...connection,
    };
    return createCaches(
      { CACHES: { default: { LOCATION: server.url(), OPTIONS } } },
      { parent: import.meta },
    );
  };
  await using caches = await open("lasting");
  const cache = caches.get();
  const samples: Sample[] = [];
  let done = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const last = Math.round((operations * round) / ROUNDS);
    const losses = Array.from({ length: LOSSES }, (_, index) =>
      Math.round(done + ((last - done) * (index + 1)) / (LOSSES + 1)),
    );
    const call = async () => {
      while (done < last) {
        done += 1;
        if (losses.includes(done)) await loseConnections(server);
        await perform(cache, done).catch(expectLoss);
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, call));
    for (let times = 0; times < SHORT_LIVED; times++) {
      const shortLived = await open(`short-lived-${round}-${times}`);
      await shortLived.get().get("key:1");
      await end(shortLived);
    }
    const sample = await takeSample(done);
    samples.push(sample);
    onSample?.(sample);
  }
  return samples;
}

async function loseConnections(server: RedisServer): Promise<void> {
  await server.command("CLIENT", "KILL", "TYPE", "normal");
}

async function expectLoss(error: unknown): Promise<void> {
  if (!LOST.has(codeOf(error) ?? "")) throw error;
  // Calls fail at once until the connection is restored: without a pause, these failures would use up all calls.
  await sleep(PAUSE);
}
