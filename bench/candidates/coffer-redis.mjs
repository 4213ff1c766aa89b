import { createCaches } from "@coffer/cache-core";
import { openCache } from "../lib/open-cache.mjs";

/** @type {import("../contract.d.ts").Candidate} */
export default {
  name: "coffer on node-redis",
  kind: "coffer",
  open: (url) =>
    openCache(createCaches, url, {
      CLIENT_CLASS: "@coffer/client-default",
      CONNECTION_FACTORY: "@coffer/connection-redis",
      SERIALIZER: "@coffer/serializer-json",
    }),
};
