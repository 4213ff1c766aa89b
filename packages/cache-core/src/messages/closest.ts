/** Returns the known name that differs least from `name`, ignoring case; undefined if none is similar. For messages about unknown names. */
export function closest(name: string, known: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(name.length / 4));
  const [found] = known
    .map((each) => ({ each, distance: editDistance(name.toUpperCase(), each.toUpperCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return found?.each;
}

/**
 * Levenshtein distance: how many letters to insert, delete or replace. A few lines instead of a dependency of the
 * core.
 */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
