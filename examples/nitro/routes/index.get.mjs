import { randomUUID } from "node:crypto";
import { defineEventHandler } from "h3";
import { defineCachedFunction } from "nitropack/runtime";

const load = defineCachedFunction(async () => randomUUID(), {
  name: "load",
  getKey: () => "all",
  maxAge: 60,
});

export default defineEventHandler(async () => ({ cached: await load() }));
