interface PricePerMillion {
  inputUsd: number;
  cachedUsd: number;
  outputUsd: number;
}

/** Prices only of the models whose agents report cost themselves. */
const PRICES: Record<string, PricePerMillion> = {
  'claude-opus-4-5': { inputUsd: 5, cachedUsd: 0.5, outputUsd: 25 },
};

/** Cost of one model call in US dollars; throws for a model without a price, which is a mistake in the roster. */
export function modelCostUsd(
  model: string,
  inputTokens: number,
  cachedTokens: number,
  outputTokens: number,
): number {
  const price = PRICES[model];
  if (price === undefined) throw new Error(`no price for ${model}`);
  return (
    (inputTokens * price.inputUsd + cachedTokens * price.cachedUsd + outputTokens * price.outputUsd) /
    1_000_000
  );
}
