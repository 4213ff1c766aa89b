import type { CipherContext } from "@coffer/cache-core";

export const VALUE: CipherContext = { kind: "value", key: "app:1:user:1" };
const FIELD: CipherContext = { kind: "field", key: "app:1:user:1", field: "name" };
export const MEMBER: CipherContext = { kind: "member" };

export const CONTEXTS: readonly CipherContext[] = [VALUE, FIELD, MEMBER];

/**
 * Places that are easily confused: a value or field that was moved from one to another must not be readable there.
 */
export const PLACES: readonly CipherContext[] = [
  VALUE,
  { kind: "value", key: "app:2:user:1" },
  { kind: "value", key: "app:1:user:11" },
  { kind: "value", key: "app:1:user:1name" },
  { kind: "value", key: "" },
  FIELD,
  { kind: "field", key: "app:1:user:1", field: "" },
  { kind: "field", key: "app:1:user:1", field: "name2" },
  { kind: "field", key: "app:1:user:1n", field: "ame" },
  { kind: "field", key: "app:1:user:", field: "1name" },
  MEMBER,
];
