// Faults that would break a promise of coffer, each as a change to a built file, and the tests that must detect it.

/**
 * @typedef {{   promise: string,   file: string,   find: string,   put: string,   tests: { workspace: string, files:
 * string[], only?: string }[], }} Mutation `find` occurs in `file` once.
 */

/** @param {string} only part of the tests' names */
const contract = (only) => ({
  workspace: "packages/client-default",
  files: ["test/contract.test.ts"],
  only: `DefaultClient on ioredis 6 .*${only}`,
});
/** @param {...string} files */
const connections = (...files) => ({
  workspace: "test/connections",
  files: files.map((name) => `test/${name}.test.ts`),
});
/** @param {...string} files */
const herd = (...files) => ({
  workspace: "packages/layer-herd",
  files: files.map((name) => `test/${name}.test.ts`),
});

/** @param {string} file @param {string} [only] part of the tests' names */
const limits = (file, only) => ({
  workspace: "packages/limits",
  files: [`test/${file}.test.ts`],
  ...(only !== undefined && { only }),
});

/** @param {string} file @param {string} only part of the tests' names */
const httpCache = (file, only) => ({
  workspace: "packages/http-cache",
  files: [`test/${file}.test.ts`],
  only,
});

/** @param {string} file @param {string} [only] part of the tests' names */
const inspector = (file, only) => ({
  workspace: "packages/inspector",
  files: [`test/${file}.test.ts`],
  ...(only !== undefined && { only }),
});

/** @type {Mutation[]} */
export const MUTATIONS = [
  {
    promise: "a write that may have been executed is never sent twice",
    file: "packages/connection-kit/dist/shared-connection/request.js",
    find: "return this.commands.every(([name]) => isRead(name));",
    put: "return true;",
    tests: [connections("never-twice")],
  },
  {
    promise: "nor by a cluster",
    file: "packages/connection-kit/dist/shared-connection/shared-connection.js",
    find: "if (!request.isRead)",
    put: "if (false)",
    tests: [{ workspace: "packages/client-cluster", files: ["test/stress/never-twice.test.ts"] }],
  },
  {
    promise: "a reply that does not come has a deadline",
    file: "packages/connection-kit/dist/shared-connection/reply-deadlines.js",
    find: "this.#settings.onLate(late.sent - this.#answered);",
    put: "",
    tests: [connections("silent")],
  },
  {
    promise: "a command comes after the reads and writes that were called before it",
    file: "packages/client-default/dist/lane/lane.js",
    find: "#send(command, args, keys, group) {\n        this.flush();",
    put: "#send(command, args, keys, group) {",
    tests: [contract("order")],
  },
  {
    promise: "clear with a prefix deletes nothing else",
    file: "packages/client-default/dist/commands/delete-pattern.js",
    find: 'if (keyspace.prefix === "")',
    put: "",
    tests: [contract("(clear|prefix|neighbours)")],
  },
  {
    promise: "clear keeps the keys of a prefix that begins with this one",
    file: "packages/client-default/dist/commands/delete-pattern.js",
    find: "const isMeant = (redisKey) => keyspace.owns(redisKey);",
    put: "const isMeant = () => true;",
    tests: [contract("(clear|prefix|neighbours)")],
  },
  {
    promise: "a value loaded before a write is not stored after it",
    file: "packages/client-default/dist/loading/single-flight.js",
    find: "#kill(flight) {\n",
    put: "#kill(flight) {\n        return;\n",
    tests: [{ workspace: "packages/client-default", files: ["test/get-or-set.test.ts"] }, contract("load")],
  },
  {
    promise: "a call after an invalidation does not share a load that started before it",
    file: "packages/client-default/dist/commands/sharing.js",
    find: 'if (flight.begun > moment)\n        return "yes";',
    put: 'return "yes";',
    tests: [contract("(load|tags)")],
  },
  {
    promise: "a call that starts while a load asks for its tags shares it",
    file: "packages/client-default/dist/commands/sharing.js",
    find: "await Promise.race([flight.tagsKnown,",
    put: "void Promise.race([flight.tagsKnown,",
    tests: [contract("tags"), { workspace: "packages/client-default", files: ["test/one-load.test.ts"] }],
  },
  {
    promise: "a shared load is not older than an invalidation of a tag that its loader adds",
    file: "packages/client-default/dist/commands/sharing.js",
    find: 'if (loaded.outcome !== "stored" || flight.tags === undefined)\n        return false;',
    put: "return true;",
    tests: [contract("tags")],
  },
  {
    promise: "a tag that the loader adds counts from the start of the load",
    file: "packages/client-default/dist/tags/tags.js",
    find: "isAfter(versions, number) {\n",
    put: "isAfter(versions, number) {\n        return false;\n",
    tests: [contract("tags")],
  },
  {
    promise: "a value with an invalidated tag is missing",
    file: "packages/client-default/dist/tags/tags.js",
    find: "version === versions[at]);",
    put: "true);",
    tests: [contract("tags")],
  },
  {
    promise: "one process loads at a time",
    file: "packages/layer-herd/dist/scripts.js",
    find: "then return {'held', now, note} end",
    put: "then now = now end",
    tests: [herd("stress/lease", "stress/stampede")],
  },
  {
    promise: "a failed load is not retried at once if there is a stale value",
    file: "packages/layer-herd/dist/scripts.js",
    find: "then return {'cool', now, note} end",
    put: "then now = now end",
    tests: [herd("stress/lease", "stress/stampede")],
  },
  {
    promise: "a loaded value replaces only what was stored before the load",
    file: "packages/client-default/dist/entry/scripts.js",
    find: "if seen(KEYS[1]) ~= ARGV[1] then return 0 end\nstore(",
    put: "store(",
    tests: [contract("load")],
  },
  {
    promise: "a load that has lost its lease does not store",
    file: "packages/client-default/dist/entry/scripts.js",
    find: "if KEYS[2] and redis.call('GET', KEYS[2]) ~= ARGV[4] then return -1 end",
    put: "",
    tests: [herd("stress/lease", "stress/stampede")],
  },
  {
    promise: "a lock is released by its holder only",
    file: "packages/client-default/dist/lock/lock-scripts.js",
    find: "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end\nredis.call('DEL', KEYS[1])",
    put: "redis.call('DEL', KEYS[1])",
    tests: [contract("locks")],
  },
  {
    promise: "no message shows the password of a URL",
    file: "packages/cache-core/dist/messages/redact.js",
    find: 'return text.split(NEXT_URL).map(redactOne).join("");',
    put: "return text;",
    tests: [connections("secrets")],
  },
  {
    promise: "no message shows a secret option",
    file: "packages/cache-core/dist/messages/redact.js",
    find: "const isSecret = SECRET.test(name) && each !== undefined && each !== null;",
    put: "const isSecret = false;",
    tests: [connections("secrets")],
  },
  {
    promise: "no cause of an error shows the password of AUTH",
    file: "packages/connection-kit/dist/errors/scrub.js",
    find: "Object.assign(error, { command: { name: command.name } });",
    put: "{}",
    tests: [connections("secrets")],
  },
  {
    promise: "IGNORE_EXCEPTIONS ignores no error of the caller",
    file: "packages/backend-redis/dist/policy/error-policy.js",
    find: 'if (!IGNORE_EXCEPTIONS || !IGNORABLE.has(codeOf(error) ?? ""))',
    put: "if (!IGNORE_EXCEPTIONS)",
    tests: [contract("(ignor|outages)")],
  },
  {
    promise: "a redirection of a cluster is followed",
    file: "packages/connection-kit/dist/cluster/redirection.js",
    find: "if (kind === undefined)",
    put: "if (kind !== 0)",
    tests: [{ workspace: "packages/client-cluster", files: ["test/stress/moving-slots.test.ts"] }],
  },
  {
    promise: "a value of more than MAX_VALUE_BYTES is not inflated",
    file: "packages/compressor-zlib/dist/stream-compressor.js",
    find: "const maxOutputLength = Math.min(this.limit, SYNC_OUTPUT);",
    put: "const maxOutputLength = SYNC_OUTPUT;",
    tests: [{ workspace: "packages/compressor-zlib", files: [] }],
  },
  {
    promise: "a rejected take does not delay the limiter",
    file: "packages/limits/dist/limiter/take-script.js",
    find: "if allowed or at > now then",
    put: "if not allowed then level = level + cost end\ndo",
    tests: [limits("limiter", "is not delayed")],
  },
  {
    promise: "failOpen decides about takes while Redis is unreachable",
    file: "packages/limits/dist/limiter/limiter.js",
    find: "allowed: failOpen,",
    put: "allowed: true,",
    tests: [limits("stress/outage")],
  },
  {
    promise: "a window counter leaves no key without expiry",
    file: "packages/limits/dist/window/window-scripts.js",
    find: "redis.call('SET', KEYS[1], 1, 'PX', ARGV[1])",
    put: "redis.call('SET', KEYS[1], 1)",
    tests: [limits("window-counter", "default client")],
  },
  {
    promise: "a semaphore never has more holders than permits",
    file: "packages/limits/dist/semaphore/semaphore-scripts.js",
    find: ">= tonumber(ARGV[3])",
    put: "> tonumber(ARGV[3])",
    tests: [limits("stress/processes", "never has more holders")],
  },
  {
    promise: "the slot of a killed process is given to another one",
    file: "packages/limits/dist/semaphore/semaphore-scripts.js",
    find: "redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)",
    put: "",
    tests: [limits("stress/processes", "killed process")],
  },
  {
    promise: "a Keyv clears its namespace and nothing else",
    file: "packages/keyv/dist/v5/keyv-store.js",
    find: "this.#envelopes.clear(this.#prefix(this.namespace))",
    put: 'this.#envelopes.clear("")',
    tests: [{ workspace: "packages/keyv", files: ["test/v5.test.ts"], only: "clears the namespace" }],
  },
  {
    promise: "a loader gets no previous value with an invalidated tag",
    file: "packages/client-default/dist/client/load.js",
    find: "if (!(await client.tags.holds(head)))",
    put: "if (false)",
    tests: [contract("no previous value")],
  },
  {
    promise: "a response with a cookie is not stored",
    file: "packages/http-cache/dist/answers/entry.js",
    find: 'headers["set-cookie"] !== undefined',
    put: "false",
    tests: [httpCache("frameworks", "does not store a response with .Set-Cookie")],
  },
  {
    promise: "a response to Authorization is stored only if it says that all may have it",
    file: "packages/http-cache/dist/answers/policy.js",
    find: "if (headers.authorization !== undefined)",
    put: "if (false)",
    tests: [httpCache("frameworks", "does not store a response with .Authorization")],
  },
  {
    promise: "a stored response is for requests with the same headers of Vary only",
    file: "packages/http-cache/dist/answers/vary.js",
    find: "([name, value]) => saidIn(request, name) === value",
    put: "() => true",
    tests: [httpCache("frameworks", "for each value of the headers of Vary")],
  },
  {
    promise: "what an unsafe request has changed is deleted before its response ends",
    file: "packages/http-cache/dist/serving/http-cache.js",
    find: "if (status < 200 || status >= 400)",
    put: "if (true)",
    tests: [httpCache("frameworks", "an unsafe request has changed")],
  },
  {
    promise: "an outage of Redis does not affect responses",
    file: "packages/http-cache/dist/serving/visit.js",
    find: "report(this.#home.cache, error);",
    put: "throw error;",
    tests: [httpCache("stress/outage", "killed")],
  },
  {
    promise: "the inspector shows nothing without authorize",
    file: "packages/inspector/dist/server/access.js",
    find: "if (isAllowed !== true)",
    put: "if (!isAllowed)",
    tests: [inspector("access", "authorize")],
  },
  {
    promise: "it does not accept a Host that anybody may have resolved to it",
    file: "packages/inspector/dist/server/access.js",
    find: "checkHost(hostOf(request), hosts);",
    put: "",
    tests: [inspector("access", "Host")],
  },
  {
    promise: "it accepts no writes from a page of another site",
    file: "packages/inspector/dist/server/access.js",
    find: "checkToken(request);",
    put: "",
    tests: [inspector("access", "token")],
  },
  {
    promise: "it accepts no writes if it is read-only",
    file: "packages/inspector/dist/server/access.js",
    find: "if (!write)",
    put: "if (false)",
    tests: [inspector("access", "write: true")],
  },
  {
    promise: "it does not access keys of other caches",
    file: "packages/inspector/dist/api/target.js",
    find: 'if (!globTest(keys.pattern("*"))(redisKey))',
    put: "if (false)",
    tests: [inspector("api", "another cache")],
  },
  {
    promise: "it fetches no large value without a request",
    file: "packages/inspector/dist/api/entry.js",
    find: "size <= UNASKED",
    put: "true",
    tests: [inspector("api", "64 KiB")],
  },
  {
    promise: "showing a key does not count as a hit",
    file: "packages/inspector/dist/api/entry.js",
    find: "await client.context.codec.decode(payload, key.redisKey)",
    put: "await client.get(key)",
    tests: [inspector("api", "no hit")],
  },
];
