import { createHash } from "node:crypto";

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/**
 * A hash that is equal for settings that are equal in everything. Classes and functions are compared by identity, since two of them may
 * have one name. It is a hash because the settings contain passwords.
 */
export function fingerprint(settings: unknown): string {
  return createHash("sha256").update(canonical(settings)).digest("base64");
}

function canonical(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function" || isInstance(value)) return `#${identityOf(value as object)}`;
  if (ArrayBuffer.isView(value))
    return `<${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")}>`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join()}}`;
}

/** Whether a value is an instance of a class, whose fields do not describe its behaviour. */
function isInstance(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value))
    return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype !== null && prototype !== Object.prototype;
}

function identityOf(value: object): number {
  let identity = identities.get(value);
  if (identity === undefined) {
    lastIdentity += 1;
    identity = lastIdentity;
    identities.set(value, identity);
  }
  return identity;
}
