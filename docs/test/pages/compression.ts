import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createCaches } from "coffer";
import type { Fixture, PageContext } from "../lib/fixture.js";

const run = promisify(execFile);
const cli = fileURLToPath(new URL("../../../packages/cli/dist/bin.js", import.meta.url));

/** The dictionary that the page's command line makes, from 1,000 users. */
export async function fixture({ server, folder }: PageContext): Promise<Fixture> {
  const caches = await createCaches({ CACHES: { default: { LOCATION: server.url(0) } } });
  const users = Array.from({ length: 1000 }, (_, index) => [`user:${index}`, user(index * 7919)] as const);
  await caches.get().setMany(users);
  await caches.close();
  mkdirSync(folder, { recursive: true });
  const args = ["train-dictionary", "--pattern", "user:*", "--output", "users.dict"];
  await run(process.execPath, [cli, ...args, "--settings", server.url(0)], { cwd: folder });
  return {};
}

const user = (id: number) => ({
  id,
  name: `Ada Lovelace ${id}`,
  email: `ada${id}@example.com`,
  roles: ["buyer"],
  active: id % 3 > 0,
});
