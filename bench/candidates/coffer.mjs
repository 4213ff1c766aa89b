import { createCaches } from "coffer";
import { openCache } from "../lib/open-cache.mjs";

/** @type {import("../contract.d.ts").Candidate} */
export default {
  name: "coffer",
  kind: "coffer",
  open: (url) => openCache(createCaches, url, {}),
};
