import { types } from "node:util";
import { pathSegment } from "./path-segment.js";
import type { Step } from "./rules.js";

/** A path of 500 levels would hide the message. */
const LONGEST_PATH = 200;

/**
 * The message: what is rejected, its path and what to do. Traverses `root` again, so that the first pass need not
 * record the path.
 */
export function explain(root: unknown, steps: readonly (Step | undefined)[], what: string): string {
  const containers: unknown[] = [];
  const paths = [""];
  let value = root;
  for (const step of steps) {
    if (step === undefined) continue;
    const again = typeof value === "object" ? containers.indexOf(value) : -1;
    if (again !== -1) {
      const [place = "", path = ""] = [paths[again], paths[containers.length]];
      return `value${place} contains itself (as value${path}): leave the way back out`;
    }
    containers.push(value);
    const [segment, next] = enter(value, step);
    paths.push(paths[paths.length - 1] + segment);
    value = next;
  }
  const path = paths[paths.length - 1] as string;
  return `value${path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}...` : path} ${what}`;
}

/** The step as JavaScript would write it, and the value there. */
function enter(container: unknown, step: Step): [segment: string, value: unknown] {
  if (types.isMap(container) && typeof step === "number") {
    const [key, value] = [...container][step < 0 ? ~step : step] ?? [];
    if (step < 0) return [`.keys()[${~step}]`, key];
    return [typeof key === "object" ? `.values()[${step}]` : `.get(${show(key)})`, value];
  }
  if (types.isSet(container)) return [`.values()[${step}]`, [...container][Number(step)]];
  return [pathSegment(step), (container as Record<Step, unknown> | null | undefined)?.[step]];
}

function show(key: unknown): string {
  return typeof key === "string"
    ? JSON.stringify(key)
    : `${String(key)}${typeof key === "bigint" ? "n" : ""}`;
}
