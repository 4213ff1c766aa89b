import type { Caches } from "@coffer/cache-core";
import { HttpFault } from "../server/http-fault.js";
import type { Place } from "../server/place.js";
import { readEntry } from "./entry.js";
import { readFindings } from "./findings.js";
import { listKeys } from "./keys.js";
import { LoadReasons } from "./load-reasons.js";
import { listLocks } from "./locks.js";
import { readServers } from "./servers.js";
import { readSettings } from "./settings.js";
import { listTags } from "./tags.js";
import { deleteKey, deleteTag, expireKey } from "./writes.js";

type Answer = (query: URLSearchParams) => unknown;

/** The calls of the page: `GET api/<name>` reads, `POST api/<name>` writes. Arguments are in the query. */
export class Api {
  readonly #caches: Caches;
  readonly #reads: Readonly<Record<string, Answer>>;
  readonly #writes: Readonly<Record<string, Answer>>;
  readonly #mayWrite: boolean;

  constructor(caches: Caches, mayWrite: boolean) {
    const reasons = new LoadReasons();
    this.#caches = caches;
    this.#mayWrite = mayWrite;
    this.#reads = {
      stats: () => ({ caches: caches.stats(), reasons: reasons.counts() }),
      keys: (query) => listKeys(caches, query),
      entry: (query) => readEntry(caches, query),
      tags: (query) => listTags(caches, query),
      locks: (query) => listLocks(caches, query),
      servers: () => readServers(caches),
      settings: () => readSettings(caches),
      findings: () => readFindings(caches, mayWrite),
    };
    this.#writes = {
      delete: (query) => deleteKey(caches, query),
      expire: (query) => expireKey(caches, query),
      "delete-tag": (query) => deleteTag(caches, query),
    };
  }

  /**
   * @param token that of the page, which it sends with writes.
   * @throws HttpFault; what a cache throws.
   */
  async answer(
    method: string | undefined,
    { path, query }: Place,
    token: string | undefined,
  ): Promise<unknown> {
    const name = path.slice("/api/".length);
    if (method === "GET" && name === "page") {
      return { aliases: this.#caches.aliases, mayWrite: this.#mayWrite, token: token ?? null };
    }
    const table = method === "GET" ? this.#reads : method === "POST" ? this.#writes : {};
    if (!Object.hasOwn(table, name)) throw new HttpFault(404, "there is no such call");
    return (table[name] as Answer)(query);
  }
}
