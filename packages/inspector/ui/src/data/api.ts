/** The first answer of the server. */
export interface PageFacts {
  readonly aliases: readonly string[];
  readonly mayWrite: boolean;
  /** The token for writes; null: the browser stores no cookies. */
  readonly token: string | null;
}

type Query = Readonly<Record<string, string | undefined>>;

/** @throws Error with the server's message, or if it does not answer. */
export function read<T>(name: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return ask(name, query, signal === undefined ? {} : { signal });
}

/** @returns whether there was something to change. */
export async function write(name: string, query: Query, token: string | null): Promise<boolean> {
  const { done } = await ask<{ done: boolean }>(name, query, {
    method: "POST",
    headers: { "x-coffer-inspector": token ?? "" },
  });
  return done;
}

async function ask<T>(name: string, query: Query, options: RequestInit): Promise<T> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(`./api/${name}?${new URLSearchParams(given)}`, options);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error?.message ?? response.statusText);
  return answer as T;
}
