import { startServer } from "@coffer-internal/servers";
import type { Fixture } from "../lib/fixture.js";

/** A Redis with TLS and a password, and the certificates that the page names. */
export async function fixture(): Promise<Fixture> {
  const server = await startServer({ tls: true, password: "p@ss/word" });
  const { ca = "", clientCert = "", clientKey = "" } = server.tls ?? {};
  return {
    replace: {
      "cache.example:6380": `${server.host}:${server.port}`,
      "/etc/redis/ca.pem": ca,
      "/etc/redis/client.pem": clientCert,
      "/etc/redis/client.key": clientKey,
    },
    stop: () => server.stop(),
  };
}
