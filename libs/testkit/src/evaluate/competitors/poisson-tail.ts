/** P(X ≥ x) for X Poisson with the given mean. Exact sum; the smaller side is summed. */
export function poissonUpperTail(x: number, mean: number): number {
  if (x <= 0) return 1;
  if (mean <= 0) return 0;
  if (x <= mean) return 1 - poissonCdf(x - 1, mean);
  let term = Math.exp(x * Math.log(mean) - mean - logFactorial(x));
  let sum = 0;
  for (let k = x; term > sum * 1e-16; k++) {
    sum += term;
    term *= mean / (k + 1);
  }
  return Math.min(1, sum);
}

/** P(X ≤ x). */
export function poissonCdf(x: number, mean: number): number {
  if (x < 0) return 0;
  let sum = 0;
  for (let k = 0; k <= x; k++) sum += Math.exp(k * Math.log(mean) - mean - logFactorial(k));
  return Math.min(1, sum);
}

const logFactorials = [0];

function logFactorial(n: number): number {
  for (let k = logFactorials.length; k <= n; k++)
    logFactorials.push((logFactorials[k - 1] as number) + Math.log(k));
  return logFactorials[n] as number;
}
