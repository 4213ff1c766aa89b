import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { ALL, BYTES, CODEC } from "../../fixtures/client-groups.js";

/** Without compression, and with a compressor. */
const TWO = [null, "@coffer/compressor-zlib#ZlibCompressor"];

const COMPRESSORS = [
  ...TWO,
  "@coffer/compressor-zlib#GzipCompressor",
  "@coffer/compressor-zstd",
  "@coffer/compressor-lzma",
  "@coffer/compressor-lz4",
];

/**
 * The client suite with one serializer. It runs with each compressor for the JSON serializer and with `npm run
 * test:all`: a compressor gets only bytes, whatever the serializer.
 */
export async function suitesWith(serializer: string): Promise<void> {
  for (const compressor of ALL || serializer.endsWith("-json") ? COMPRESSORS : TWO) {
    const server = await startServer();
    afterAll(() => server.stop());
    clientSuite({
      name: `a cache with ${serializer} and ${compressor ?? "no compressor"}`,
      describe,
      it,
      createCache: createCacheWith(
        {
          LOCATION: server.url(0),
          OPTIONS: {
            CLIENT_CLASS: "@coffer/client-default",
            CONNECTION_FACTORY: "@coffer/connection-ioredis",
            SERIALIZER: serializer,
            COMPRESSOR: compressor,
          },
        },
        { parent: import.meta },
      ),
      raw: (...command) => server.command(...command),
      groups: compressor === null ? CODEC : BYTES,
    });
  }
}
