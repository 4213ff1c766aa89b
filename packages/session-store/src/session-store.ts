import { EventEmitter } from "node:events";
import { chooseCache } from "@coffer/backend-kit";
import type { Cache, Caches } from "@coffer/cache-core";
import { answer, type Callback } from "./answer.js";
import { expressStore } from "./express-store.js";
import type { SessionData } from "./session-data.js";
import type { SessionStats } from "./session-events.js";
import { Sessions } from "./sessions.js";
import { readOptions, type SessionStoreOptions } from "./store-options.js";

type Listed = SessionData & { id: string };

/**
 * Stores the sessions of express-session and @fastify/session in a cache. Every method that takes a callback returns a promise if it gets no
 * callback.
 */
export class SessionStore extends EventEmitter {
  /** Set by express-session: gives a request a new session. */
  declare generate?: (request: { sessionID: string }) => void;
  readonly #sessions: Sessions;
  #expressStore: typeof import("express-session").Store | undefined;

  /**
   * @param caches what `createCaches` resolves to, or one of its caches. You close them yourself.
   * @throws TypeError for other values and for invalid options; ImproperlyConfigured for an unknown alias.
   */
  constructor(caches: Caches | Cache, options: SessionStoreOptions = {}) {
    super();
    const settings = readOptions(options);
    const cache = chooseCache(
      caches,
      options.SESSION_CACHE_ALIAS,
      "the session store",
      "SESSION_CACHE_ALIAS",
    );
    this.#sessions = new Sessions(cache, settings);
  }

  /**
   * Reads a session as plain data; `undefined` if there is none, or it has expired.
   *
   * Redis: `GET`, O(1).
   */
  get<T extends object = SessionData>(id: string): Promise<T | undefined>;
  get<T extends object = SessionData>(id: string, callback: Callback<T>): void;
  get(id: string, callback?: Callback<never>): unknown {
    return answer(callback as Callback<unknown>, async () => {
      // createSession is synchronous, and is called with the data that was read here.
      if (this.generate !== undefined) this.#expressStore ??= await expressStore();
      return this.#sessions.load(id);
    });
  }

  /**
   * Saves a session until its cookie expires, or for `ttl` if the cookie has no expiry.
   *
   * Redis: `SET`, with `XX` for a session that was loaded before; O(1).
   * @returns whether it was saved; `false` if the session was destroyed, or has expired, since it was loaded. That is not an error, since the
   * request could not do anything about it.
   * @throws TypeError for a value that is not a session; SerializerError for data that the cache's serializer cannot restore exactly.
   */
  set(id: string, session: object): Promise<boolean>;
  set(id: string, session: object, callback: Callback<boolean> | undefined): void;
  set(id: string, session: object, callback?: Callback<boolean>): unknown {
    return answer(callback, () => this.#sessions.save(id, session));
  }

  /**
   * Renews the expiry of a session from its cookie, and saves nothing. Returns whether the session existed.
   *
   * Redis: `PEXPIRE` in a script, O(1).
   */
  touch(id: string, session: object): Promise<boolean>;
  touch(id: string, session: object, callback: Callback<boolean> | undefined): void;
  touch(id: string, session: object, callback?: Callback<boolean>): unknown {
    return answer(callback, () => this.#sessions.touch(id, session));
  }

  /**
   * Deletes a session, and returns whether it existed. Rejects if Redis fails, even with `IGNORE_EXCEPTIONS`.
   *
   * Redis: `UNLINK`, O(1).
   */
  destroy(id: string): Promise<boolean>;
  destroy(id: string, callback: Callback<boolean> | undefined): void;
  destroy(id: string, callback?: Callback<boolean>): unknown {
    return answer(callback, () => this.#sessions.destroy(id));
  }

  /**
   * Reads every session, with its `id`. Leaves out sessions that cannot be read; `stats` counts them.
   *
   * Redis: `SCAN` and `MGET`, O(N) for N keys in the database.
   */
  all(): Promise<Listed[]>;
  all(callback: Callback<Listed[]>): void;
  all(callback?: Callback<Listed[]>): unknown {
    return answer(callback, () => this.#sessions.all());
  }

  /**
   * Collects the ids of all sessions.
   *
   * Redis: `SCAN`, O(N) for N keys in the database.
   */
  ids(): Promise<string[]>;
  ids(callback: Callback<string[]>): void;
  ids(callback?: Callback<string[]>): unknown {
    return answer(callback, () => this.#sessions.ids());
  }

  /**
   * Counts the sessions.
   *
   * Redis: `SCAN`, O(N) for N keys in the database.
   */
  length(): Promise<number>;
  length(callback: Callback<number>): void;
  length(callback?: Callback<number>): unknown {
    return answer(callback, () => this.#sessions.ids().then((ids) => ids.length));
  }

  /**
   * Returns how many sessions were not saved or not listed, without an error. The diagnostics channel `coffer:session` publishes each of these
   * events. Sends nothing.
   */
  stats(): SessionStats {
    return this.#sessions.events.snapshot();
  }

  /**
   * Deletes every session of this prefix. Their ids may be used again. Rejects if Redis fails, even with `IGNORE_EXCEPTIONS`.
   *
   * Redis: `SCAN` and `UNLINK`, O(N) for N keys in the database.
   */
  clear(): Promise<void>;
  clear(callback: Callback<void> | undefined): void;
  clear(callback?: Callback<void>): unknown {
    return answer(callback, () => this.#sessions.destroyAll());
  }

  /** For express-session: replaces the request's session by a new one. */
  regenerate(request: { sessionID: string }, callback: (error?: unknown) => unknown): void {
    this.destroy(request.sessionID, (error) => {
      this.generate?.(request);
      callback(error);
    });
  }

  /** For express-session: reads a session as the object that its middleware creates, without a request. */
  load<Session>(id: string, callback: (error: unknown, session?: Session) => unknown): void {
    this.get(id, (error, data) => {
      if (error || data === undefined) callback(error);
      else callback(null, this.createSession<Session>({ sessionID: id, sessionStore: this }, data));
    });
  }

  /** For express-session: gives a request the session that `get` has read. */
  createSession<Session>(request: object, data: object): Session {
    if (this.#expressStore === undefined) throw new TypeError("createSession takes the result of get");
    const session = this.#expressStore.prototype.createSession.call(this, request as never, data as never);
    this.#sessions.know((request as { sessionID: string }).sessionID, session);
    return session as Session;
  }
}
