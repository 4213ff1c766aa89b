import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { runServer } from "verdaccio";
import { REPOSITORY } from "../../../fixtures/packages.js";

const run = promisify(execFile);

export interface Registry extends AsyncDisposable {
  readonly url: string;
  /** Publishes the package in a folder, as `npm publish` does. */
  publish(folder: string): Promise<void>;
  /** Publishes packages of this repository, by one npm for all of them. */
  publishOwn(names: readonly string[]): Promise<void>;
}

/** The packages that are published to this registry and come from nowhere else. */
const OWN = ["coffer", "@coffer/*", "@acme/*"];

/**
 * Starts a local registry (verdaccio) that keeps published packages in `place` and asks npm's registry for all others.
 */
export async function startRegistry(place: string): Promise<Registry> {
  await mkdir(place, { recursive: true });
  const { stdout: upstream } = await run("npm", ["config", "get", "registry"], { cwd: place });
  const own = { access: "$all", publish: "$all" };
  const app = (await runServer({
    storage: join(place, "storage"),
    self_path: place,
    configPath: join(place, "config.yaml"),
    auth: { htpasswd: { file: join(place, "htpasswd") } },
    uplinks: { npm: { url: upstream.trim() } },
    packages: {
      ...Object.fromEntries(OWN.map((name) => [name, own])),
      "**": { access: "$all", proxy: "npm" },
    },
    log: { type: "stdout", format: "pretty", level: "fatal" },
    web: { enable: false },
  })) as Server;
  app.listen(0, "127.0.0.1");
  await once(app, "listening");
  const host = `127.0.0.1:${(app.address() as AddressInfo).port}`;
  const url = `http://${host}`;
  // The registry accepts packages from anyone, but npm requires a token.
  const token = `--//${host}/:_authToken=anyone`;
  const publish = ["publish", "--registry", url, token, "--ignore-scripts", "--provenance=false"];
  return {
    url,
    async publish(folder) {
      await run("npm", publish, { cwd: folder });
    },
    async publishOwn(names) {
      const workspaces = names.map((name) => `--workspace=${name}`);
      await run("npm", [...publish, ...workspaces], { cwd: REPOSITORY, maxBuffer: 2 ** 26 });
    },
    async [Symbol.asyncDispose]() {
      app.closeAllConnections();
      app.close();
      await once(app, "close");
    },
  };
}
