import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { cipherSuite } from "@coffer/plugin-kit";
import { ExampleCipher } from "coffer-example";

const [ours, theirs] = [randomBytes(32), randomBytes(32)].map((key) => key.toString("base64"));

cipherSuite({
  describe,
  it,
  create: () => new ExampleCipher({ EXAMPLE_KEY: ours }),
  createStranger: () => new ExampleCipher({ EXAMPLE_KEY: theirs }),
});
