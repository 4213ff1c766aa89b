import { createCaches } from "coffer";
import { openCache } from "../lib/open-cache.mjs";

/** @type {import("../contract.d.ts").NearCandidate} */
export default {
  name: "coffer",
  keeps: false,
  hears: true,
  open: (url) => openCache(createCaches, url, {}),
};
