import { ioredisStore } from "../lib/ioredis-store.mjs";

/** @type {import("../contract.d.ts").Candidate} */
export default {
  name: "ioredis, auto-pipelined",
  kind: "driver",
  open: async (url) => ioredisStore(url, true),
};
