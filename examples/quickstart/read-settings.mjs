import { readFile } from "node:fs/promises";

/** The settings file, which names an embedded Redis (ioredis-mock); with REDIS_URL set, the same on that server. */
export async function readSettings() {
  const settings = JSON.parse(await readFile(new URL("settings.json", import.meta.url), "utf8"));
  const { REDIS_URL } = process.env;
  if (REDIS_URL) {
    settings.CACHES.default.LOCATION = REDIS_URL;
    delete settings.CACHES.default.OPTIONS.REDIS_CLIENT_CLASS;
  }
  return settings;
}
