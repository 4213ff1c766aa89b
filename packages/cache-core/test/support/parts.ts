import { type Creators, creatorsWith } from "../../../../test/fixtures/stub-parts.js";
import { StubBackend } from "./stub-backend.js";

export * from "../../../../test/fixtures/stub-parts.js";

export const { createCaches, createFrom, makeCaches, contextOf }: Creators = creatorsWith({
  default: StubBackend,
  RedisCache: StubBackend,
});
