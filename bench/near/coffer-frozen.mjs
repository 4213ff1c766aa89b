import { cofferNear } from "../lib/coffer-near.mjs";

/** @type {import("../contract.d.ts").NearCandidate} */
export default {
  name: "coffer, near, frozen",
  keeps: true,
  hears: true,
  open: (url) => cofferNear(url, "frozen"),
};
