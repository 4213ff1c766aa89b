/**
 * By how much values that were taken at even intervals have grown from the first to the last: the median of the slopes between
 * all pairs (Theil and Sen), which a few values that stick out do not move.
 */
export function growth(values: readonly number[]): number {
  const slopes: number[] = [];
  for (const [index, value] of values.entries()) {
    for (let later = index + 1; later < values.length; later++) {
      slopes.push(((values[later] as number) - value) / (later - index));
    }
  }
  slopes.sort((a, b) => a - b);
  const middle = slopes.length / 2;
  const median = ((slopes[Math.ceil(middle) - 1] ?? 0) + (slopes[Math.floor(middle)] ?? 0)) / 2;
  return median * (values.length - 1);
}
