import { expect } from "vitest";
import type { Outcome } from "./coffer.js";
import { inProcess } from "./in-process.js";
import { makeProject } from "./project.js";

/** The output of doctor for this settings file; `{ fault, advice }` of each problem. */
export async function diagnose(
  settings: unknown,
  files: Readonly<Record<string, unknown>> = {},
): Promise<Outcome & { problems: { text: string; advice?: string }[] }> {
  const cwd = await makeProject({ "coffer.settings.json": settings, ...files });
  const outcome = await inProcess(["doctor", "--json"], { cwd });
  const { sections } = JSON.parse(outcome.stdout);
  const findings = sections.flatMap((section: { findings: { level: string }[] }) => section.findings);
  return { ...outcome, problems: findings.filter(({ level }: { level: string }) => level === "problem") };
}

/** Asserts that doctor finds this problem with this fix, and nothing else. */
export async function expectProblem(
  settings: unknown,
  text: RegExp,
  advice: RegExp,
  files = {},
): Promise<void> {
  const { code, problems } = await diagnose(settings, files);
  expect(problems).toEqual([
    { level: "problem", text: expect.stringMatching(text), advice: expect.stringMatching(advice) },
  ]);
  expect(code).toBe(1);
}
