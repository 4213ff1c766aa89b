import * as backendRedis from "@coffer/backend-redis";
import { type Creators, creatorsWith } from "../../../../test/fixtures/stub-parts.js";

export * from "../../../../test/fixtures/stub-parts.js";

export const { createCaches, createFrom, makeCaches, contextOf }: Creators = creatorsWith(backendRedis);
