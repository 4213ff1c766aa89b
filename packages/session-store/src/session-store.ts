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
 * The sessions of express-session and @fastify/session in a cache. Every method with a callback returns a promise
 * without one.
 */
export class SessionStore extends EventEmitter {
  /** Set by express-session: gives a request a new session. */
  declare generate?: (request: { sessionID: string }) => void;
  readonly #sessions: Sessions;
  #expressStore: typeof import("express-session").Store | undefined;

  /**
   * @param caches what `createCaches` resolves to, or one of its caches.
   * @throws TypeError for anything else and for invalid options; ImproperlyConfigured for an unknown alias.
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

  /** The session as plain data; `undefined` if there is none, or it has expired. */
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
   * Saves for as long as the cookie says, else for `ttl`. Resolves to whether it was saved: `false` if the session
   * was destroyed, or has expired, since it was loaded. That is not an error, since the request could do nothing
   * about it.
   * @throws TypeError unless it is a session; SerializerError for data that the cache's serializer would not bring
   * back equal.
   */
  set(id: string, session: object): Promise<boolean>;
  set(id: string, session: object, callback: Callback<boolean> | undefined): void;
  set(id: string, session: object, callback?: Callback<boolean>): unknown {
    return answer(callback, () => this.#sessions.save(id, session));
  }

  /** Gives the session the expiry of its cookie, and saves nothing. Resolves to whether it existed. */
  touch(id: string, session: object): Promise<boolean>;
  touch(id: string, session: object, callback: Callback<boolean> | undefined): void;
  touch(id: string, session: object, callback?: Callback<boolean>): unknown {
    return answer(callback, () => this.#sessions.touch(id, session));
  }

  /** Resolves to whether there was one to destroy. Rejects on failure even with IGNORE_EXCEPTIONS. */
  destroy(id: string): Promise<boolean>;
  destroy(id: string, callback: Callback<boolean> | undefined): void;
  destroy(id: string, callback?: Callback<boolean>): unknown {
    return answer(callback, () => this.#sessions.destroy(id));
  }

  /** Every session, with its `id`. Unreadable ones are left out, and counted by `stats`. */
  all(): Promise<Listed[]>;
  all(callback: Callback<Listed[]>): void;
  all(callback?: Callback<Listed[]>): unknown {
    return answer(callback, () => this.#sessions.all());
  }

  /** The ids of all sessions. */
  ids(): Promise<string[]>;
  ids(callback: Callback<string[]>): void;
  ids(callback?: Callback<string[]>): unknown {
    return answer(callback, () => this.#sessions.ids());
  }

  /** How many sessions there are. */
  length(): Promise<number>;
  length(callback: Callback<number>): void;
  length(callback?: Callback<number>): unknown {
    return answer(callback, () => this.#sessions.ids().then((ids) => ids.length));
  }

  /**
   * What happened to sessions without causing an error; the channel `coffer:session` (`node:diagnostics_channel`)
   * publishes each.
   */
  stats(): SessionStats {
    return this.#sessions.events.snapshot();
  }

  /**
   * Destroys every session of this prefix, and forgets their ids, which may be used again. Rejects on failure even
   * with IGNORE_EXCEPTIONS.
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

  /** For express-session: the session as its middleware creates it, without a request. */
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
