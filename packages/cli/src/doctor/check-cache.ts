import type { Cache, ClientContext } from "@coffer/cache-core";
import { eachServer, type Server } from "../servers.js";
import { cureOf } from "./cure-of.js";
import { type Finding, ok, problem, type Section, warning } from "./finding.js";
import { checkRights } from "./rights.js";
import { checkRoundTrip } from "./round-trip.js";
import { checkServer, type Expected } from "./server-checks.js";
import { readFacts } from "./server-facts.js";

/** Looks at the parts of one cache, at each of its servers, and at a value that goes there and back. */
export async function* checkCache(cache: Cache, context: ClientContext | undefined): AsyncGenerator<Section> {
  const title = `cache ${cache.alias}`;
  if (context === undefined) {
    const unseen = warning(
      "its client does not tell its servers, so that only values are tried",
      "ask each server by redis-cli INFO",
    );
    yield { title, findings: [unseen, await checkRoundTrip(cache.client)] };
    return;
  }
  yield { title, findings: [ok(partsOf(context))] };
  let index = 0;
  let reachable = true;
  const servers = await eachServer(context, async (server) => {
    const findings = await checkOne(server, expectedOf(context, index++), context);
    reachable &&= findings.every(({ level }) => level !== "problem");
    return { title: server.where, findings };
  });
  yield* servers;
  if (reachable) yield { title: `${title}, values`, findings: [await checkRoundTrip(cache.client)] };
}

function partsOf({ options }: ClientContext): string {
  const { CLIENT_CLASS, CONNECTION_FACTORY, SERIALIZER, COMPRESSOR } = options;
  const parts = [CLIENT_CLASS, CONNECTION_FACTORY, SERIALIZER, COMPRESSOR].filter(
    (part) => typeof part === "function",
  );
  return `its parts are loaded: ${parts.map(({ name }) => name).join(", ")}`;
}

/** Who knows replicas has REPLICA_READ_ONLY among its options; for others, as for shards, each server takes writes. */
function expectedOf({ options, timeout }: ClientContext, index: number): Expected {
  const { REPLICA_READ_ONLY } = options as { readonly REPLICA_READ_ONLY?: boolean };
  return { primary: index === 0 || REPLICA_READ_ONLY !== true, neverExpires: timeout === null };
}

async function checkOne(
  { connection }: Server,
  expected: Expected,
  { keys }: ClientContext,
): Promise<Finding[]> {
  try {
    const findings = checkServer(await readFacts(connection), expected);
    if (!expected.primary) return findings;
    return [...findings, await checkRights(connection, (key) => keys.make(key))];
  } catch (error) {
    return [problem((error as Error).message, cureOf(error as Error))];
  }
}
