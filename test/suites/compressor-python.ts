import { createHash } from "node:crypto";
import type { Compressor } from "@coffer/cache-core";
import { describe, expect, test } from "vitest";
import { Python } from "../fixtures/python.js";

interface CompressorPython {
  readonly title: string;
  /** The Python module that implements the format. */
  readonly module: string;
  /** Further Python code that `read` and `write` need. */
  readonly setup?: string;
  /** The Python expression for the value that it reads from `data`. */
  readonly read: string;
  /** The Python expression for a list of what it writes for `data` with each of its options. */
  readonly write: string;
  /** Our compressor, once with each of its options. */
  readonly writers: readonly Compressor[];
  /** The first bytes of everything that we write, in hex; left out if some values are stored unchanged. */
  readonly head?: string;
  readonly reader: Compressor;
  /** Further values, besides those that every compressor has to shorten. */
  readonly more?: readonly Buffer[];
}

const VALUES: readonly Buffer[] = [
  ...[20, 100, 5000, 60_000, 200_000].map((length) => Buffer.from(JSON.stringify("héllo".repeat(length)))),
  Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 10_007).join()),
];

const HASHES = "from hashlib import sha256\n";

/** Tests that Python's own implementation of a format reads what our compressor writes, and the other way round. */
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
        // Python sends hashes, since the values would be megabytes of text.
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
