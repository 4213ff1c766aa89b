import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { createCaches, type ImproperlyConfigured } from "@coffer/cache-core";
import { AesGcmCipher } from "@coffer/cipher-aes-gcm";
import { describe, expect, it, vi } from "vitest";
import { NEXT, NOW } from "./keys.js";

const BYTES = Buffer.from(NOW.key, "base64");
const SHORT = "c2hvcnQ=";

const settingsWith = (options: object) => ({
  CACHES: {
    default: {
      LOCATION: "redis://127.0.0.1:1",
      OPTIONS: {
        CLIENT_CLASS: "@coffer/client-default",
        CONNECTION_FACTORY: "@coffer/connection-ioredis",
        SERIALIZER: "@coffer/serializer-json",
        CIPHER: "aes-gcm",
        ...options,
      },
    },
  },
});

const create = (options: object) => createCaches(settingsWith(options), { parent: import.meta });

async function problemsOf(CIPHER_KEYS: unknown): Promise<string[]> {
  const error = await create({ CIPHER_KEYS }).then(
    async (caches) => {
      await caches.close();
      return undefined;
    },
    (reason: ImproperlyConfigured) => reason,
  );
  for (const secret of [NOW.key, SHORT, BYTES.toString("hex")]) {
    expect(inspect(error, { depth: 10 })).not.toContain(secret);
  }
  return error?.problems.map(({ message }) => message) ?? [];
}

describe("CIPHER_KEYS", () => {
  it.each([
    ["base64", NOW.key],
    ["base64 without padding", NOW.key.replace(/=+$/, "")],
    ["base64url", BYTES.toString("base64url")],
    ["hex", BYTES.toString("hex")],
    ["hex in capitals", BYTES.toString("hex").toUpperCase()],
  ])("are accepted as %s, with the same meaning", async (_, key) => {
    expect(await problemsOf([{ id: "now", key }])).toEqual([]);
    const value = { kind: "value", key: "k" } as const;
    const stored = new AesGcmCipher({ CIPHER_KEYS: [NOW] }).encrypt(Buffer.from("secret"), value);
    expect(String(new AesGcmCipher({ CIPHER_KEYS: [{ id: "now", key }] }).decrypt(stored, value))).toBe(
      "secret",
    );
  });

  it("come from the environment, in a settings file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "coffer-cipher-"));
    const file = join(folder, "coffer.settings.json");
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is how the file names the environment.
    const CIPHER_KEYS = [{ id: "now", key: "${CACHE_KEY}" }];
    await writeFile(file, JSON.stringify(settingsWith({ CIPHER_KEYS })));
    vi.stubEnv("CACHE_KEY", NOW.key);
    await (await createCaches(file, { parent: import.meta })).close();
    vi.stubEnv("CACHE_KEY", SHORT);
    const failed = createCaches(file, { parent: import.meta });
    await expect(failed).rejects.toThrow(
      /CIPHER_KEYS\[0\]\.key must be 32 bytes as base64 or hex, has 5: openssl/,
    );
    await expect(failed).rejects.not.toThrow(SHORT);
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  it.each<[unknown, RegExp[]]>([
    [undefined, [/OPTIONS\.CIPHER_KEYS: is required/]],
    [[], [/CIPHER_KEYS must be a list of at least one key/]],
    [NOW, [/OPTIONS\.CIPHER_KEYS: must be an array, got an object/]],
    [NOW.key, [/OPTIONS\.CIPHER_KEYS: must be an array, got a string/]],
    [[NOW.key], [/CIPHER_KEYS\[0\] must be an object with an id and a key/]],
    [
      [{ id: "now", kye: NOW.key }],
      [/\[0\] must have nothing but id, key, members/, /\[0\]\.key must be 32/],
    ],
    [[{ [NOW.key]: "now" }], [/nothing but/, /\[0\]\.id must be 1 to 64/, /\[0\]\.key must be 32/]],
    [
      [NOW, { id: "", key: SHORT }],
      [/\[1\]\.id must be 1 to 64/, /\[1\]\.key must be 32 .*has 5/],
    ],
    [[{ id: "x".repeat(65), key: NOW.key }], [/\[0\]\.id must be/]],
    [[{ id: "now", key: `${NOW.key}!` }], [/\[0\]\.key must be 32 bytes as base64 or hex: /]],
    [[{ id: "now", key: BYTES }], [/\[0\]\.key must be 32 bytes as base64 or hex: /]],
    [[NOW, NEXT, NOW], [/\[2\]\.id is that of another key, now/]],
    [[{ ...NOW, members: "yes" }], [/\[0\]\.members must be true or false/]],
    [
      [
        { ...NOW, members: true },
        { ...NEXT, members: true },
      ],
      [/only one key can encrypt members, but now and next have members: true/],
    ],
  ])("are rejected with all problems, and without showing a key: %#", async (keys, expected) => {
    const problems = await problemsOf(keys);
    expect(problems).toEqual(expected.map((message) => expect.stringMatching(message)));
  });

  it("without a CIPHER are rejected, since they would have no effect", async () => {
    await expect(create({ CIPHER: null, CIPHER_KEYS: [NOW] })).rejects.toThrow(
      /OPTIONS\.CIPHER_KEYS: unknown option/,
    );
  });

  it("are not shown with the caches", async () => {
    await using caches = await create({ CIPHER_KEYS: [NOW] });
    for (const shown of [
      inspect(caches, { depth: 20, showHidden: true }),
      inspect(caches.get(), { depth: 20 }),
    ]) {
      expect(shown).not.toContain(NOW.key);
    }
    expect(inspect(new AesGcmCipher({ CIPHER_KEYS: [NOW] }), { depth: 20, showHidden: true })).not.toContain(
      NOW.key,
    );
  });
});
