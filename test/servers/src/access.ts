import type { Certificates } from "./certificates.js";

/** All that a client has to know to reach a server. */
export interface Access {
  readonly host: string;
  /** 0 where the server listens on `socketPath` alone. */
  readonly port: number;
  readonly socketPath?: string;
  readonly user?: string;
  readonly password?: string;
  readonly tls?: Certificates;
}
