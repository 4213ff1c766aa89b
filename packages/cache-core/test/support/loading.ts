import type { SettingsProblem } from "@coffer/cache-core";
import { contextOf, makeCaches, problemsOf } from "./parts.js";

/** The location of the application, and what it allows. */
export interface Place {
  readonly base: string;
  readonly allow?: readonly string[];
}

/** The plugin for a plugin string, as SERIALIZER of an application in this folder. */
export async function load(plugin: unknown, { base, allow }: Place): Promise<unknown> {
  const context = await contextOf({ OPTIONS: { SERIALIZER: plugin } }, {}, { parent: `${base}/`, allow });
  return context.options.SERIALIZER;
}

/** The label that `serializers()` gave to the class. */
export async function labelOf(plugin: unknown, place: Place): Promise<string> {
  return ((await load(plugin, place)) as { label: string }).label;
}

/** The only problem that a plugin string causes. */
export async function failureOf(
  plugin: unknown,
  { base, allow }: Place,
  setting = "SERIALIZER",
): Promise<SettingsProblem> {
  const problems = await problemsOf(
    makeCaches({ OPTIONS: { [setting]: plugin } }, {}, { parent: `${base}/`, allow }),
  );
  if (problems.length !== 1)
    throw new Error(`one problem expected: ${problems.map(({ message }) => message).join("\n")}`);
  return problems[0] as SettingsProblem;
}
