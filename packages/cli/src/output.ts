import type { WriteStream } from "node:tty";
import { inspect } from "node:util";
import { hasColors } from "./paint.js";
import { printable, printableLines } from "./printable.js";
import { toJson } from "./to-json.js";

/** The answer of a command: one JSON document for programs, or text for people. */
export function print(json: boolean | undefined, document: unknown, text: string): void {
  if (json) process.stdout.write(`${printable(JSON.stringify(toJson(document)))}\n`);
  else write(`${text}\n`);
}

/** Text for people, on stdout by default. It may contain data from Redis. */
export function write(text: string, stream: WriteStream = process.stdout): void {
  stream.write(printableLines(text, hasColors(stream)));
}

/** Information that is not part of the answer. */
export function note(text: string): void {
  write(`${text}\n`, process.stderr);
}

/** A value in full, in Node's notation, which shows its type: `5n`, `Map(1) {...}`, `'5'`. */
export function showValue(value: unknown): string {
  return inspect(value, {
    colors: hasColors(),
    depth: null,
    maxArrayLength: null,
    maxStringLength: null,
    breakLength: process.stdout.columns ?? 80,
  });
}

/** Rows in columns, without borders, so that other tools can split them. */
export async function table(head: readonly string[], rows: readonly (readonly string[])[]): Promise<string> {
  const { default: Table } = await import("cli-table3");
  const lines = [
    "top",
    "top-mid",
    "top-left",
    "top-right",
    "bottom",
    "bottom-mid",
    "bottom-left",
    "bottom-right",
  ];
  const inner = ["left", "left-mid", "mid", "mid-mid", "right", "right-mid"];
  const redisKey = new Table({
    head: [...head],
    chars: { ...Object.fromEntries([...lines, ...inner].map((place) => [place, ""])), middle: "  " },
    style: { "padding-left": 0, "padding-right": 0, head: hasColors() ? ["bold"] : [], border: [] },
  });
  for (const row of rows) redisKey.push([...row]);
  return redisKey.toString().replace(/ +$/gm, "");
}
