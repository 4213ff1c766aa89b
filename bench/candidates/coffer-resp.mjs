import { createCaches } from "@coffer/cache-core";
import { openCache } from "../lib/open-cache.mjs";

/** @type {import("../contract.d.ts").Candidate} */
export default {
  name: "coffer on connection-resp",
  kind: "coffer",
  open: (url) =>
    openCache(createCaches, url, {
      CLIENT_CLASS: "@coffer/client-default",
      CONNECTION_FACTORY: "@coffer/connection-resp",
      SERIALIZER: "@coffer/serializer-json",
    }),
};
