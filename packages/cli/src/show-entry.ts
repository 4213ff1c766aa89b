import type { EntryDescription } from "@coffer/cache-core";
import { bytes } from "@coffer/inspector/diagnosis";

/** The description of an entry for people, one line per property. */
export function showEntry(entry: EntryDescription): string {
  const { storedAt, expiresAt, keptUntil, tags, size, isCurrent } = entry;
  const lines: (readonly [string, string])[] = [
    ["state", isCurrent ? "current" : isOver(expiresAt) ? "expired" : "invalidated by a tag"],
    ["stored at", storedAt === undefined ? "not known" : moment(storedAt)],
    ["expires at", expiresAt === null ? "never" : moment(expiresAt)],
    ["kept until", keptUntil === null ? "without expiry, unless Redis evicts it" : moment(keptUntil)],
    ["tags", tags.length === 0 ? "none" : tags.join(", ")],
    ["size", bytes(size)],
  ];
  return lines.map(([name, text]) => `${name.padEnd(10)}  ${text}`).join("\n");
}

function isOver(moment: Date | null): boolean {
  return moment !== null && moment.getTime() <= Date.now();
}

/** A time in log format, with its distance from now: `2026-11-29T12:00:00.000Z (in 12 s)`. */
function moment(when: Date): string {
  const seconds = Math.round((when.getTime() - Date.now()) / 1000);
  const distance = `${Math.abs(seconds).toLocaleString("en")} s`;
  return `${when.toISOString()} (${seconds < 0 ? `${distance} ago` : `in ${distance}`})`;
}
