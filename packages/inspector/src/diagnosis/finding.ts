/** The result of a check. A warning may be intended; a problem fails the command. */
export interface Finding {
  readonly level: "ok" | "warning" | "problem";
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** What was checked, and the findings. */
export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

export function ok(text: string): Finding {
  return { level: "ok", text };
}

export function warning(text: string, advice?: string): Finding {
  return advice === undefined ? { level: "warning", text } : { level: "warning", text, advice };
}

export function problem(text: string, advice?: string): Finding {
  return advice === undefined ? { level: "problem", text } : { level: "problem", text, advice };
}
