import type { DriverOptions, RespClientOptions } from "@coffer/connection-kit";

interface Credentials {
  readonly username?: string;
  readonly password?: string;
}

/** node-redis's interface for credentials that change. */
type Provider =
  | { readonly type: "async-credentials-provider"; credentials(): Promise<Credentials> }
  | {
      readonly type: "streaming-credentials-provider";
      subscribe(listener: object): Promise<[Credentials, { dispose(): void }]>;
    };

/** The options of node-redis that links use. */
interface NodeRedisOptions extends Credentials {
  readonly database?: number;
  readonly credentialsProvider?: Provider;
  readonly socket?: Omit<RespClientOptions, "tls" | "keepAlive"> & {
    readonly tls?: boolean;
    readonly keepAlive?: boolean;
    readonly keepAliveInitialDelay?: number;
  };
}

/** The same settings for a socket of the kit. */
export function linkOptions(driverOptions: DriverOptions): RespClientOptions {
  const {
    socket = {},
    username,
    password,
    database = 0,
    credentialsProvider,
  } = driverOptions as NodeRedisOptions;
  const { tls, keepAlive, keepAliveInitialDelay = 0, ...others } = socket;
  return {
    ...others,
    // In node-redis, the options of TLS are among those of the socket.
    ...(tls && { tls: others as NonNullable<RespClientOptions["tls"]> }),
    keepAlive: keepAlive === false ? null : keepAliveInitialDelay,
    db: database,
    // node-redis ignores empty ones.
    ...(username && { username }),
    ...(password && { password }),
    ...(credentialsProvider && { credentials: () => credentialsOf(credentialsProvider) }),
  };
}

async function credentialsOf(provider: Provider): Promise<Credentials> {
  if (provider.type === "async-credentials-provider") return provider.credentials();
  // The server closes a link when they expire, and the link requests them again when it connects.
  const [credentials, subscription] = await provider.subscribe({ onNext() {}, onError() {} });
  subscription.dispose();
  return credentials;
}
