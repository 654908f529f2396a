import { type CostSource } from '@tacet/contracts';
import { type PriceTable, type TokenCounts } from './price-table';

export interface StepCost {
  costNanoUsd?: number;
  costSource?: CostSource;
}

const COST_USD_MAX = 1e6;

/**
 * Cost of one model call: what the source reports, else tokens × price. A reported zero beside real tokens is
 * a source without prices, not a free call. Without either the cost is unknown, never zero; a call without
 * tokens and without a reported cost says nothing.
 */
export function costOf(
  reportedUsd: number | undefined,
  model: string | undefined,
  tokens: TokenCounts,
  prices: PriceTable,
): StepCost {
  const hasTokens = (tokens.inputTokens ?? 0) + (tokens.outputTokens ?? 0) > 0;
  if (reportedUsd !== undefined && reportedUsd >= 0 && reportedUsd <= COST_USD_MAX) {
    if (reportedUsd > 0 || !hasTokens) {
      return { costNanoUsd: Math.round(reportedUsd * 1e9), costSource: 'reported' };
    }
  }
  if (!hasTokens) return {};
  const costNanoUsd = model === undefined ? undefined : prices.costNanoUsd(model, tokens);
  return costNanoUsd === undefined ? { costSource: 'unknown' } : { costNanoUsd, costSource: 'priced' };
}
