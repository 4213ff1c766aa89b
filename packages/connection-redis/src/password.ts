/** What Redis says to a password where its default user has none. */
const WANTS_NONE = /without any password configured|no password is set/;

/** The options by which the driver logs in. */
interface Credentials {
  readonly username?: unknown;
  readonly password?: unknown;
  readonly credentialsProvider?: unknown;
}

/**
 * A password without a user, as a driver's object is given it. A server that wants none refuses it, which to this driver alone is the end
 * of the attempt; so the attempt is made once more without.
 */
export class Password {
  /** To be put over the driver's other options. */
  readonly options: { readonly credentialsProvider?: object };
  #isWanted = true;

  constructor({ username, password, credentialsProvider }: Credentials) {
    const isLone = Boolean(password) && !username && credentialsProvider === undefined;
    const credentials = async () => (this.#isWanted ? { password } : {});
    this.options = isLone ? { credentialsProvider: { type: "async-credentials-provider", credentials } } : {};
  }

  /** Whether an attempt has failed for this alone: the next one leaves it out. */
  isRefused(error: unknown): boolean {
    if (!this.#isWanted || !(error instanceof Error && WANTS_NONE.test(error.message))) return false;
    this.#isWanted = false;
    return true;
  }

  /** The server may want it by now. */
  offer(): void {
    this.#isWanted = true;
  }
}
