import type { BackendClass, Cache, ClientContext } from "@coffer/cache-core";
import { eachServer, type Server } from "../servers.js";
import { cureOf } from "./cure-of.js";
import { type Finding, ok, problem, type Section, warning } from "./finding.js";
import { checkRights, type Naming } from "./rights.js";
import { checkRoundTrip } from "./round-trip.js";
import { checkServer, type Expected } from "./server-checks.js";
import { readFacts } from "./server-facts.js";
import { tlsFindings } from "./tls-findings.js";

/** Looks at the parts of one cache, at each of its servers, and at a value that goes there and back. */
export async function* checkCache(cache: Cache, context: ClientContext | undefined): AsyncGenerator<Section> {
  const title = `cache ${cache.alias}`;
  if ((cache.constructor as BackendClass).settings?.standsIn) {
    yield {
      title,
      findings: [ok(`${cache.constructor.name} works without Redis: there is nothing to check`)],
    };
    return;
  }
  if (context === undefined) {
    const unseen = warning(
      "its client does not tell its servers, so that only values are tried",
      "ask each server by redis-cli INFO",
    );
    yield { title, findings: [unseen, await checkRoundTrip(cache.client)] };
    return;
  }
  yield { title, findings: [ok(partsOf(context)), ...tlsFindings(context)] };
  let index = 0;
  let reachable = true;
  const servers = await eachServer(context, async (server) => {
    const expected = expectedOf(context, index++, server);
    const findings: Finding[] = [];
    try {
      for await (const finding of checkOne(
        server,
        expected,
        namingOf(cache, context),
        loginOf(server, context),
      ))
        findings.push(finding);
    } catch (error) {
      reachable = false;
      findings.push(problem((error as Error).message, cureOf(error as Error)));
    }
    const place = await placeOf(server, context);
    return { title: place === undefined ? server.where : `${server.where} (${place})`, findings };
  });
  yield* servers;
  if (reachable) yield { title: `${title}, values`, findings: [await checkRoundTrip(cache.client)] };
}

function partsOf({ options }: ClientContext): string {
  const { CLIENT_CLASS, CONNECTION_FACTORY, SERIALIZER, COMPRESSOR, CIPHER } = options;
  const parts = [CLIENT_CLASS, CONNECTION_FACTORY, SERIALIZER, COMPRESSOR, CIPHER].filter(
    (part) => typeof part === "function",
  );
  return `its parts are loaded: ${parts.map(({ name }) => name).join(", ")}`;
}

/** Who knows replicas has REPLICA_READ_ONLY among its options; for others, as for shards, each server takes writes. */
function expectedOf({ options, timeout }: ClientContext, index: number, { url }: Server): Expected {
  const { REPLICA_READ_ONLY } = options as { readonly REPLICA_READ_ONLY?: boolean };
  const primary = index === 0 || REPLICA_READ_ONLY !== true;
  return { primary, neverExpires: timeout === null, bySentinels: isService(options) && !takesWrites(url) };
}

/** Which server sentinels name at present, where the URL has the name of a service. */
async function placeOf({ connection }: Server, { options }: ClientContext): Promise<string | undefined> {
  if (!isService(options)) return undefined;
  const text = await connection.send("CLIENT", ["INFO"]).then(String, () => "");
  return /\bladdr=(\S+)/.exec(text)?.[1];
}

function isService(options: object): boolean {
  return "SENTINELS" in options;
}

function takesWrites(url: string): boolean {
  return !/[?&]is_master=(?:0|f|false|n|no)(?:&|$)/i.test(url);
}

/** The user that a server is spoken to as. */
function loginOf({ url }: Server, { options }: ClientContext): string {
  const { USERNAME, CONNECTION_POOL_KWARGS } = options as {
    readonly USERNAME?: string;
    readonly CONNECTION_POOL_KWARGS?: { readonly username?: string };
  };
  const inUrl = /^\w+:\/\/([^:@/?#]+)(?::[^@/]*)?@/.exec(url)?.[1];
  return (
    CONNECTION_POOL_KWARGS?.username ??
    (inUrl === undefined ? undefined : decodeURIComponent(inUrl)) ??
    USERNAME ??
    "default"
  );
}

/** Clients based on `@coffer/client-default` name siblings by `siblingOf`. */
function namingOf({ client }: Cache, { keys }: ClientContext): Naming {
  const { siblingOf } = client as {
    siblingOf?(redisKey: string, what: string): { readonly redisKey: string };
  };
  return {
    make: (key) => keys.make(key),
    siblingOf: (redisKey) => siblingOf?.call(client, redisKey, "fence").redisKey,
  };
}

/** @throws ConnectionInterrupted where the server does not answer. */
async function* checkOne(
  { connection }: Server,
  expected: Expected,
  naming: Naming,
  login: string,
): AsyncGenerator<Finding> {
  const facts = await readFacts(connection);
  if (facts === undefined) {
    yield warning(
      "the user may not ask INFO: version, memory, eviction and replication are not checked",
      `look at INFO as another user, or ACL SETUSER ${login} +info`,
    );
  } else {
    yield* checkServer(facts, expected);
  }
  if (expected.primary) yield await checkRights(connection, naming, login);
}
