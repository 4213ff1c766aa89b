import { fileURLToPath } from "node:url";
import { startChild } from "./child.mjs";

const BENCH = new URL("../", import.meta.url);

/**
 * A candidate in its own process, as in an application: it is not affected by the compiled code and the memory of
 * others.
 *
 * @param {string} file of `candidates`
 * @param {string} url
 * @param {readonly import("../contract.d.ts").Size[]} sizes whose values it writes first
 * @param {URL} [bench] this folder of the measured checkout
 */
export async function nodeContestant(file, url, sizes, bench = BENCH) {
  const script = fileURLToPath(new URL("children/candidate-windows.mjs", bench));
  const { ask, close } = startChild(process.execPath, ["--expose-gc", script, file, url]);
  const { name, kind } = await ask({ sizes });
  /** @type {import("../contract.d.ts").Contestant<import("../contract.d.ts").Cell>} */
  const contestant = {
    name,
    kind,
    can: () => true,
    window: (cell, milliseconds) => ask({ cell, milliseconds }),
  };
  return { contestant, close };
}
