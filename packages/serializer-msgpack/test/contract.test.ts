import { serializerSuite } from "@coffer/plugin-kit";
import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import { describe, it } from "vitest";
import { KEPT } from "./support/kept.js";

const refused = { "a WeakMap": new WeakMap(), "a RegExp": /a/, "an Error": new Error("no"), undefined };
serializerSuite({ describe, it, create: () => new MsgPackSerializer(), values: KEPT, refused });
