import { createCaches } from "coffer";
import { cofferLoader } from "../lib/coffer-loader.mjs";

/** @type {import("../contract.d.ts").LoaderCandidate} */
export default { name: "coffer, layer herd", open: (url) => cofferLoader(createCaches, url, "herd") };
