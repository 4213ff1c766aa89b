/**
 * The part of a key that is hashed: the text between the last opening brace that has a closing one after it and the
 * last closing brace, possibly empty; the whole key if there is no such pair in its first line. Redis Cluster takes
 * the first pair.
 */
export function hashedPart(key: string): string {
  if (!key.includes("}")) return key;
  const [line] = key.split("\n", 1) as [string];
  const end = line.lastIndexOf("}");
  const start = end < 0 ? -1 : line.lastIndexOf("{", end);
  return start < 0 ? key : line.slice(start + 1, end);
}
