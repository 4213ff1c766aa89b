import { eventually } from "@coffer-internal/servers";

/** Waits until what a program has written so far matches. */
export function shows(program: { readonly output: string }, pattern: RegExp): Promise<void> {
  return eventually(
    () => {
      if (!pattern.test(program.output))
        throw new Error(`no ${pattern} in ${JSON.stringify(program.output)}`);
    },
    { deadline: 90_000 },
  );
}
