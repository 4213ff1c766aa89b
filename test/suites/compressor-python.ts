import { createHash } from "node:crypto";
import type { Compressor } from "@coffer/cache-core";
import { describe, expect, test } from "vitest";
import { Python } from "../fixtures/python.js";

interface CompressorPython {
  readonly title: string;
  /** The module of Python that has the format. */
  readonly module: string;
  /** What `read` and `write` need besides, in Python. */
  readonly setup?: string;
  /** In Python: what it reads of `data`. */
  readonly read: string;
  /** In Python: a list of what it writes of `data` with each of its options. */
  readonly write: string;
  /** What writes with each of our options. */
  readonly writers: readonly Compressor[];
  /** What all that we write begins with, in hex. Left out: some values are stored as they are. */
  readonly head?: string;
  readonly reader: Compressor;
  /** Values to try besides those that every compressor has to shorten. */
  readonly more?: readonly Buffer[];
}

const VALUES: readonly Buffer[] = [
  ...[20, 100, 5000, 60_000, 200_000].map((length) => Buffer.from(JSON.stringify("héllo".repeat(length)))),
  Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 10_007).join()),
];

const HASHES = "from hashlib import sha256\n";

/** What Python's own implementation of a format makes of what a compressor writes, and the other way round. */
export function compressorPython(options: CompressorPython): void {
  const { title, module, setup, read, write, writers, head = "", reader, more = [] } = options;
  const python = new Python(module, `what Python makes of our ${title}`);
  const values = [...VALUES, ...more];

  describe.skipIf(python.isMissing)(`Python, of ${title}`, () => {
    test("reads what we write, whatever the length and the options", async () => {
      for (const writer of writers) {
        const stored = await Promise.all(values.map((value) => writer.compress(value)));
        const heads = stored.map((data) => data.toString("hex", 0, head.length / 2));
        expect(heads).toEqual(values.map(() => head));
        // Their hashes, since values of megabytes would be sent back as text.
        const inflated = python.map(`sha256(${read}).hexdigest()`, stored, `${HASHES}${setup}`);
        for (const [index, value] of values.entries()) {
          expect(inflated[index], `value ${index}`).toBe(createHash("sha256").update(value).digest("hex"));
        }
      }
    });

    test("writes what we read, with any of its options", async () => {
      const written = python.map<string[]>(`[each.hex() for each in ${write}]`, values, setup);
      for (const [index, value] of values.entries()) {
        const forms = written[index] as string[];
        expect(forms.length).toBeGreaterThan(1);
        for (const form of forms) {
          const inflated = await reader.decompress(Buffer.from(form, "hex"));
          expect(value.equals(inflated), `${form.slice(0, 40)}… of value ${index}`).toBe(true);
        }
      }
    });
  });
}
