/** What each application does once its caches are there; it says `fine` when all is well. */
const ROUND_TRIP = `
  const cache = caches.get();
  const value = { text: "x".repeat(1000), at: new Date(0) };
  if (!(await cache.set("key", value, "1m"))) throw new Error("not stored");
  if (!isDeepStrictEqual(await cache.get("key"), value)) throw new Error("found something else");
  if ((await cache.getOrSet("loaded", async () => 5, "1m")) !== 5) throw new Error("not loaded");
  await caches.close();
  console.log("fine");
`;

const run = (body: string) => `
  async function main() {${body}}
  main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
`;

/** Names its parts by classes, so that whatever builds it sees them. */
export const BY_CLASSES: string = `
  import { HerdClient } from "@coffer/client-herd";
  import { ZlibCompressor } from "@coffer/compressor-zlib";
  import { MsgPackSerializer } from "@coffer/serializer-msgpack";
  import { isDeepStrictEqual } from "node:util";
  import { createCaches } from "coffer";
  ${run(`
    const OPTIONS = { CLIENT_CLASS: HerdClient, SERIALIZER: MsgPackSerializer, COMPRESSOR: ZlibCompressor };
    const caches = await createCaches({ CACHES: { default: { LOCATION: String(process.env.REDIS_URL), OPTIONS } } });
    ${ROUND_TRIP}
  `)}
`;

/** Names its parts by strings, which are looked for at run time, in what is installed beside the settings file. */
export const BY_STRINGS: string = `
  import { isDeepStrictEqual } from "node:util";
  import { createCaches } from "coffer";
  ${run(`
    const caches = await createCaches(String(process.env.SETTINGS));
    ${ROUND_TRIP}
  `)}
`;
