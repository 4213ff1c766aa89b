/**
 * Returns by how much values sampled at equal intervals have grown from the first to the last: the median of the slopes between
 * all pairs (the Theil-Sen estimator), which a few outliers do not change.
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
