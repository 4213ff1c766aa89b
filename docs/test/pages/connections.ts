import { startServer } from "@coffer-internal/servers";
import type { Fixture } from "../lib/fixture.js";

/** The server whose password is in the vault. */
export async function fixture(): Promise<Fixture> {
  const server = await startServer({ password: "from-the-vault" });
  return {
    replace: { "vault.example:6379": `127.0.0.1:${server.port}` },
    stop: () => server.stop(),
  };
}
