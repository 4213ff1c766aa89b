import type { Certificates } from "./certificates.js";

/** Everything that a client needs to reach a server. */
export interface Access {
  readonly host: string;
  /** 0 if the server listens on `socketPath` only. */
  readonly port: number;
  readonly socketPath?: string;
  readonly user?: string;
  readonly password?: string;
  readonly tls?: Certificates;
}
