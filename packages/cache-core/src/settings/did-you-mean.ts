import { closestMatch } from "leven";

/** `", did you mean X?"` where a known name is close (the case does not count), else nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const byUpper = new Map(known.map((each) => [each.toUpperCase(), each]));
  const maxDistance = Math.max(2, Math.floor(name.length / 4));
  const match = closestMatch(name.toUpperCase(), [...byUpper.keys()], { maxDistance });
  return match === undefined ? "" : `, did you mean ${byUpper.get(match)}?`;
}
