import path from "node:path";
import { parseArgs } from "node:util";
import { PHASES, type Phase } from "./phases.js";

const HELP: string = `npm run chaos [-- options]

  --seconds 120        for all phases together; servers need a moment to start besides
  --seed 7             the same faults again, in the same order (default: by chance)
  --driver <package>   a connection package, such as @coffer/connection-resp; given more than once, workers take them
                       in turn (default: @coffer/connection-ioredis and @coffer/connection-redis)
  --phase single       one of ${PHASES.map(({ name }) => name).join(", ")}; given more than once, these (default: all)
  --workers 4          processes of each phase
  --client <plugin>    a CLIENT_CLASS in place of coffer's own
  --leeway 0           milliseconds that all may be late, for a machine that is busy with other things; with some, calls may fail
                       at any time, since servers may be late, too
  --markdown <file>    writes the table there
`;

export interface Options {
  readonly seconds: number;
  readonly seed: number;
  readonly drivers: readonly string[];
  readonly phases: readonly Phase[];
  readonly workers: number;
  readonly client: string | undefined;
  readonly leeway: number;
  readonly markdown: string | undefined;
}

/** @throws TypeError for invalid options. */
export function readOptions(args: readonly string[]): Options | string {
  const text = { type: "string" } as const;
  const list = { type: "string", multiple: true } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: text,
      seed: text,
      driver: list,
      phase: list,
      workers: text,
      client: text,
      leeway: text,
      markdown: text,
      help: { type: "boolean" },
    },
  });
  if (values.help) return HELP;
  return {
    seconds: wholeNumber("seconds", values.seconds ?? "120", 1),
    seed: wholeNumber("seed", values.seed ?? String(Math.floor(Math.random() * 2 ** 31)), 0),
    drivers: values.driver ?? ["@coffer/connection-ioredis", "@coffer/connection-redis"],
    phases: values.phase?.map(phaseNamed) ?? PHASES,
    workers: wholeNumber("workers", values.workers ?? "4", 1),
    // Read in another process and from another folder.
    client: values.client?.startsWith(".") ? path.resolve(values.client) : values.client,
    leeway: wholeNumber("leeway", values.leeway ?? "0", 0),
    markdown: values.markdown,
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
  throw new TypeError(`--${name} has to be a whole number from ${least}, got ${JSON.stringify(text)}`);
}

function phaseNamed(name: string): Phase {
  const phase = PHASES.find((each) => each.name === name);
  if (phase !== undefined) return phase;
  throw new TypeError(
    `--phase has to be one of ${PHASES.map((each) => each.name).join(", ")}, got ${JSON.stringify(name)}`,
  );
}
