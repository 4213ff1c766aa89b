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
 * The sessions of express-session and @fastify/session in a cache. Every method that takes a callback returns a promise without one.
 */
export class SessionStore extends EventEmitter {
  /** express-session puts it here: gives a request a new session. */
  declare generate?: (request: { sessionID: string }) => void;
  readonly #sessions: Sessions;
  #expressStore: typeof import("express-session").Store | undefined;

  /**
   * @param caches what `createCaches` resolves to, or one of its caches.
   * @throws TypeError for anything else and for options that are wrong; ImproperlyConfigured for an unknown alias.
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
      // createSession cannot wait, and is called with what was read here.
      if (this.generate !== undefined) this.#expressStore ??= await expressStore();
      return this.#sessions.load(id);
    });
  }

  /**
   * Saves for as long as the cookie says, else for `ttl`. Resolves to whether it was saved: `false` where the session was destroyed, or
   * has expired, since it was loaded. That is no error, for there is nothing that the request could do about it.
   * @throws TypeError for what is no session; SerializerError for data that the cache's serializer would not bring back equal.
   */
  set(id: string, session: object): Promise<boolean>;
  set(id: string, session: object, callback: Callback<boolean> | undefined): void;
  set(id: string, session: object, callback?: Callback<boolean>): unknown {
    return answer(callback, () => this.#sessions.save(id, session));
  }

  /** Gives the session the time that its cookie has now, and saves nothing. Resolves to whether it was there. */
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

  /** Every session, with its `id`. One that cannot be read is left out, and counted by `stats`. */
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

  /** What happened to sessions without an error for anybody; the channel `coffer:session` (`node:diagnostics_channel`) has each. */
  stats(): SessionStats {
    return this.#sessions.events.snapshot();
  }

  /** Destroys every session, those of this prefix alone, and forgets their ids, which may be used again. Rejects on failure even with IGNORE_EXCEPTIONS. */
  clear(): Promise<void>;
  clear(callback: Callback<void> | undefined): void;
  clear(callback?: Callback<void>): unknown {
    return answer(callback, () => this.#sessions.destroyAll());
  }

  /** For express-session: a new session in place of the request's. */
  regenerate(request: { sessionID: string }, callback: (error?: unknown) => unknown): void {
    this.destroy(request.sessionID, (error) => {
      this.generate?.(request);
      callback(error);
    });
  }

  /** For express-session: the session as its middleware makes it, without a request. */
  load<Session>(id: string, callback: (error: unknown, session?: Session) => unknown): void {
    this.get(id, (error, data) => {
      if (error || data === undefined) callback(error);
      else callback(null, this.createSession<Session>({ sessionID: id, sessionStore: this }, data));
    });
  }

  /** For express-session: gives a request the session that `get` has read. */
  createSession<Session>(request: object, data: object): Session {
    if (this.#expressStore === undefined) throw new TypeError("createSession takes what get has read");
    const session = this.#expressStore.prototype.createSession.call(this, request as never, data as never);
    this.#sessions.know((request as { sessionID: string }).sessionID, session);
    return session as Session;
  }
}
