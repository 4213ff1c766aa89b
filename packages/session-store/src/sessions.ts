import { escapeGlob } from "@coffer/backend-kit";
import { type Cache, type Commands, codeOf, show } from "@coffer/cache-core";
import { isObject } from "./is-object.js";
import { lifetime } from "./lifetime.js";
import { readerOf } from "./reader.js";
import { SeenSessions } from "./seen-sessions.js";
import type { SessionData } from "./session-data.js";
import { SessionEvents } from "./session-events.js";
import type { StoreSettings } from "./store-options.js";

/** How many sessions are read or deleted at once when all of them are meant. */
const BATCH = 500;

/** An error of one session only. The TypeError means that the key under the prefix is not a session. */
const UNREADABLE: ReadonlySet<string> = new Set(["ERR_DECODE", "ERR_DAMAGED", "ERR_TOO_LARGE"]);

/** Sessions in a cache. A destroyed session stays destroyed: see `save`. */
export class Sessions {
  readonly #cache: Cache;
  readonly #settings: StoreSettings;
  readonly #read: (key: string) => Promise<unknown>;
  readonly #seen: SeenSessions = new SeenSessions();
  readonly events: SessionEvents;

  constructor(cache: Cache, settings: StoreSettings) {
    this.#cache = cache;
    this.#settings = settings;
    this.#read = readerOf(cache, settings.prefix);
    this.events = new SessionEvents(cache.alias);
  }

  async load(id: string): Promise<SessionData | undefined> {
    const key = this.#key(id);
    if (!this.#settings.form.isId(id)) return undefined;
    const stored = await this.#read(key);
    if (stored === undefined) return undefined;
    const session = this.#settings.form.load(stored);
    this.know(id, session);
    return session;
  }

  /** The session is in Redis, or was: `session` is what will be saved for it. */
  know(id: string, session: object): void {
    this.#seen.add(id);
    this.#seen.add(session);
  }

  /**
   * A known session is saved only if it is still in Redis, in one step, so that a slow request cannot restore a session that another
   * request, or another process, has destroyed. It then returns `false`.
   */
  async save(id: string, session: object): Promise<boolean> {
    const { form } = this.#settings;
    const key = this.#key(id);
    if (!form.isId(id)) throw new TypeError("Django accepts session ids from 8 characters on");
    const data = checkSession(session);
    const options = { timeout: this.#timeout(data), xx: this.#seen.has(id, session) };
    const store = (json: boolean) => this.#cache.set(key, form.dump(data, json), options);
    const isSaved = await store(false).catch((error) => {
      if (codeOf(error) !== "ERR_ENCODE") throw error;
      return store(true);
    });
    if (isSaved) this.know(id, session);
    else this.events.refused();
    return isSaved;
  }

  async touch(id: string, session: object): Promise<boolean> {
    return this.#cache.touch(this.#key(id), this.#timeout(checkSession(session)));
  }

  /** By the client, which ignores no failure: a user who logs out must know whether it succeeded. */
  async destroy(id: string): Promise<boolean> {
    const key = this.#key(id);
    this.#seen.add(id);
    return this.#cache.client.delete(key);
  }

  async destroyAll(): Promise<void> {
    const { client } = this.#cache;
    for (const keys of batches(await this.#keys(client))) await client.deleteMany(keys);
    this.#seen.forgetIds();
  }

  async all(): Promise<(SessionData & { id: string })[]> {
    const sessions: (SessionData & { id: string })[] = [];
    for (const keys of batches(await this.#keys(this.#cache))) {
      // Each by itself, so that an unreadable one does not affect others. They are still sent together.
      const read = await Promise.all(keys.map((key) => this.#listed(key)));
      for (const session of read) if (session !== undefined) sessions.push(session);
    }
    return sessions;
  }

  async #listed(key: string): Promise<(SessionData & { id: string }) | undefined> {
    try {
      const stored = await this.#read(key);
      if (stored === undefined) return undefined;
      const session = { ...this.#settings.form.load(stored), id: this.#idOf(key) };
      // Not by its id: a long list would evict the ids that requests have loaded.
      this.#seen.add(session);
      return session;
    } catch (error) {
      if (!UNREADABLE.has(codeOf(error) ?? "") && !(error instanceof TypeError)) throw error;
      this.events.unreadable(error);
      return undefined;
    }
  }

  async ids(): Promise<string[]> {
    return (await this.#keys(this.#cache)).map((key) => this.#idOf(key));
  }

  /** The keys of all sessions, each once. */
  async #keys(commands: Commands): Promise<string[]> {
    const { prefix, form } = this.#settings;
    const keys = new Set<string>();
    for await (const key of commands.iterKeys(`${escapeGlob(prefix)}*`)) {
      if (!key.startsWith(prefix)) {
        throw new TypeError(
          "the cache has a KEY_FUNCTION: to list sessions, it needs a REVERSE_KEY_FUNCTION",
        );
      }
      if (form.isId(this.#idOf(key))) keys.add(key);
    }
    return [...keys];
  }

  #key(id: string): string {
    if (typeof id === "string" && id !== "") return this.#settings.prefix + id;
    throw new TypeError(`a session's id must be a string of at least one character, got ${show(id)}`);
  }

  #idOf(key: string): string {
    return key.slice(this.#settings.prefix.length);
  }

  /** In seconds. */
  #timeout({ cookie }: SessionData): number | null {
    const milliseconds = lifetime(cookie) ?? this.#settings.ttl;
    return milliseconds === null ? null : milliseconds / 1000;
  }
}

function checkSession(session: object): SessionData {
  if (isObject(session) && isObject(session.cookie)) return session as SessionData;
  // Without its content: a session must not be in the log.
  const kind = isObject(session) ? "an object without" : typeof session;
  throw new TypeError(`a session must be an object with a cookie, got ${kind}`);
}

function* batches(keys: readonly string[]): Generator<string[]> {
  for (let start = 0; start < keys.length; start += BATCH) yield keys.slice(start, start + BATCH);
}
