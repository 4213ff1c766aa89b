import type { Key, VersionOption } from "./key.js";
import type { Timeout } from "./timeout.js";

/** How long keys live. All but `ttl` and `pttl` resolve to whether the key was there. */
export interface ExpiryCommands {
  /** Seconds left, rounded up; `0` missing or expired, `null` no expiry. */
  ttl(key: Key, options?: VersionOption): Promise<number | null>;

  /** Milliseconds left; `0` missing or expired, `null` no expiry. */
  pttl(key: Key, options?: VersionOption): Promise<number | null>;

  /** Sets the time left; left out: the cache's `TIMEOUT`; `null`: removes the expiry; zero or less: the key goes. */
  expire(key: Key, timeout?: Timeout, options?: VersionOption): Promise<boolean>;

  /** `expire` in whole milliseconds. */
  pexpire(key: Key, milliseconds?: number | null, options?: VersionOption): Promise<boolean>;

  /** Sets the moment of expiry: a Date, or seconds since 1970. A moment that is past deletes the key. */
  expireAt(key: Key, when: Date | number, options?: VersionOption): Promise<boolean>;

  /** Sets the moment of expiry: a Date, or milliseconds since 1970. */
  pexpireAt(key: Key, when: Date | number, options?: VersionOption): Promise<boolean>;

  /** Removes the expiry; `false` too where there was none. */
  persist(key: Key, options?: VersionOption): Promise<boolean>;

  /** `expire` by Django's name. */
  touch(key: Key, timeout?: Timeout, options?: VersionOption): Promise<boolean>;
}
