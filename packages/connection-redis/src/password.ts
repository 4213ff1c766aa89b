/** Redis's errors for a password if its default user has none. */
const WANTS_NONE = /without any password configured|no password is set/;

/** The options by which the driver logs in. */
interface Credentials {
  readonly username?: unknown;
  readonly password?: unknown;
  readonly credentialsProvider?: unknown;
}

/**
 * A password without a user. A server without a password rejects it, and node-redis, unlike ioredis, then ends the
 * attempt. So the attempt is repeated without the password.
 */
export class Password {
  /** Options that override the driver's other ones. */
  readonly options: { readonly credentialsProvider?: object };
  #isWanted = true;

  constructor({ username, password, credentialsProvider }: Credentials) {
    const isLone = Boolean(password) && !username && credentialsProvider === undefined;
    const credentials = async () => (this.#isWanted ? { password } : {});
    this.options = isLone ? { credentialsProvider: { type: "async-credentials-provider", credentials } } : {};
  }

  /** Whether an attempt has failed for this reason. The next attempt leaves the password out. */
  isRefused(error: unknown): boolean {
    if (!this.#isWanted || !(error instanceof Error && WANTS_NONE.test(error.message))) return false;
    this.#isWanted = false;
    return true;
  }

  /** Sends the password again, since the server may have got one meanwhile. */
  offer(): void {
    this.#isWanted = true;
  }
}
