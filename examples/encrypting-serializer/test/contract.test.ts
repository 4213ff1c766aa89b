import { randomBytes } from "node:crypto";
import { serializerSuite } from "@coffer/plugin-kit";
import { JsonSerializer } from "@coffer/serializer-json";
import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import { describe, it } from "vitest";
import { EncryptingSerializer } from "../encrypting-serializer.js";

const keys = { ENCRYPTION_KEYS: { now: randomBytes(32).toString("base64") }, ENCRYPTION_KEY_ID: "now" };

for (const ENCRYPTED_SERIALIZER of [JsonSerializer, MsgPackSerializer]) {
  serializerSuite({
    describe,
    it,
    name: `EncryptingSerializer over ${ENCRYPTED_SERIALIZER.name}`,
    create: () => new EncryptingSerializer({ ...keys, ENCRYPTED_SERIALIZER }),
  });
}
