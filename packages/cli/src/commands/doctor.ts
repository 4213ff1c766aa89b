import type { Command } from "commander";
import { cachesCommand } from "../cache-command.js";
import type { Finding, Section } from "../doctor/finding.js";
import { EXIT } from "../errors.js";
import { type FoundSettings, findSettings } from "../find-settings.js";
import { print } from "../output.js";
import { paint } from "../paint.js";
import { contextOf } from "../servers.js";
import { type CacheOptions, openCaches } from "../with-cache.js";

export function doctorCommand(): Command {
  return cachesCommand("doctor")
    .description(
      "find out what is wrong with the settings, the plugins and the servers, and what to do; fails where there are problems",
    )
    .action(doctor);
}

async function doctor(options: CacheOptions): Promise<void> {
  const found = findSettings(options);
  const sections: Section[] = [];
  for await (const section of examine(found)) {
    sections.push(section);
    if (!options.json) process.stdout.write(show(section));
  }
  const findings = sections.flatMap((section) => section.findings);
  const count = (level: Finding["level"]) => findings.filter((finding) => finding.level === level).length;
  const [problems, warnings] = [count("problem"), count("warning")];
  if (problems > 0) process.exitCode = EXIT.failure;
  const summary = `${problems} problem${problems === 1 ? "" : "s"}, ${warnings} warning${warnings === 1 ? "" : "s"}`;
  print(options.json, { problems, warnings, sections }, paint(problems > 0 ? "red" : "green", summary));
}

async function* examine(found: FoundSettings): AsyncGenerator<Section> {
  const { checkCache } = await import("../doctor/check-cache.js");
  const { settingsFindings } = await import("../doctor/settings-findings.js");
  const { ok } = await import("../doctor/finding.js");
  const title = `settings ${found.name}`;
  const opened = await openCaches(found).catch((error: unknown) => settingsFindings(error));
  if (Array.isArray(opened)) {
    yield { title, findings: opened };
    return;
  }
  try {
    yield { title, findings: [ok(`no mistake; caches: ${opened.aliases.join(", ")}`)] };
    for (const alias of opened.aliases) {
      const cache = opened.get(alias);
      yield* checkCache(cache, contextOf(cache));
    }
  } finally {
    await opened.close().catch(() => {});
  }
}

const MARKS = { ok: ["green", "✔"], warning: ["yellow", "!"], problem: ["red", "✖"] } as const;

function show({ title, findings }: Section): string {
  const lines = findings.flatMap(({ level, text, cure }) => {
    const [color, mark] = MARKS[level];
    const first = `  ${paint(color, mark)} ${text.replaceAll("\n", "\n    ")}`;
    return cure === undefined ? [first] : [first, `    ${paint("bold", "→")} ${cure}`];
  });
  return `${[paint("bold", title), ...lines].join("\n")}\n`;
}
