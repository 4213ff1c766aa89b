import type { Finding, Section } from "@coffer/inspector/diagnosis";
import type { Command } from "commander";
import { cachesCommand } from "../cache-command.js";
import { EXIT } from "../errors.js";
import { findSettings } from "../find-settings.js";
import { print, write } from "../output.js";
import { paint } from "../paint.js";
import type { CommonOptions } from "../with-cache.js";

export function doctorCommand(): Command {
  return cachesCommand("doctor")
    .description(
      "check the settings, the plugins and the servers, and say what to do; fails if there are problems",
    )
    .action(doctor);
}

async function doctor(options: CommonOptions): Promise<void> {
  const found = findSettings(options);
  const { examine } = await import("../examine.js");
  const sections: Section[] = [];
  for await (const section of examine(found, options)) {
    sections.push(section);
    if (!options.json) write(show(section));
  }
  const findings = sections.flatMap((section) => section.findings);
  const count = (level: Finding["level"]) => findings.filter((finding) => finding.level === level).length;
  const [problems, warnings] = [count("problem"), count("warning")];
  if (problems > 0) process.exitCode = EXIT.failure;
  const summary = `${problems} problem${problems === 1 ? "" : "s"}, ${warnings} warning${warnings === 1 ? "" : "s"}`;
  print(options.json, { problems, warnings, sections }, paint(problems > 0 ? "red" : "green", summary));
}

const MARKS = { ok: ["green", "✔"], warning: ["yellow", "!"], problem: ["red", "✖"] } as const;

function show({ title, findings }: Section): string {
  const lines = findings.flatMap(({ level, text, advice }) => {
    const [color, mark] = MARKS[level];
    const first = `  ${paint(color, mark)} ${text.replaceAll("\n", "\n    ")}`;
    return advice === undefined ? [first] : [first, `    ${paint("bold", "→")} ${advice}`];
  });
  return `${[paint("bold", title), ...lines].join("\n")}\n`;
}
