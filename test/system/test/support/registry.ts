import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import type { Tarball } from "./tarballs.js";

interface Packument {
  readonly name: string;
  readonly versions: Record<string, object>;
  readonly time: Record<string, string>;
  readonly "dist-tags": { readonly latest: string };
}

export interface Registry extends AsyncDisposable {
  readonly url: string;
  /** Names that were asked for and are not here. */
  readonly missing: ReadonlySet<string>;
}

/** A registry on this machine with these packages and no others: what npm, pnpm and Yarn ask of one to install. */
export async function startRegistry(tarballs: readonly Tarball[]): Promise<Registry> {
  const packages = new Map<string, Packument>();
  const files = new Map(tarballs.map(({ file }) => [`/-/${basename(file)}`, file]));
  const missing = new Set<string>();

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    const file = files.get(path);
    const found = packages.get(path.slice(1));
    if (file !== undefined) response.end(await readFile(file));
    else if (found !== undefined) response.end(JSON.stringify(found));
    else {
      missing.add(path.slice(1));
      response.writeHead(404).end("{}");
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  for (const { manifest, file } of tarballs) {
    const { name, version } = manifest;
    const sha512 = createHash("sha512")
      .update(await readFile(file))
      .digest("base64");
    const dist = { tarball: `${url}/-/${basename(file)}`, integrity: `sha512-${sha512}` };
    const known = packages.get(name) ?? { name, versions: {}, time: {}, "dist-tags": { latest: version } };
    known.versions[version] = { ...manifest, dist };
    // Yarn does not take what was published within the last days.
    known.time[version] = "2020-01-01T00:00:00.000Z";
    packages.set(name, known);
  }
  return {
    url,
    missing,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
