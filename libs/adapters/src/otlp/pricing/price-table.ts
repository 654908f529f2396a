import { parse } from 'yaml';
import { type Pattern } from '../dialects/dialect';
import { PatternMap } from '../dialects/pattern-map';

/** Prices of one model in whole pico-US-dollars per token (= millionths of a dollar per million tokens). */
export interface ModelPrice {
  inputPico: number;
  outputPico: number;
  cacheReadPico: number;
  cacheWritePico: number;
}

export interface TokenCounts {
  /** All input tokens, cached ones included. */
  inputTokens?: number;
  outputTokens?: number;
  cacheReadTokens?: number;
  cacheWriteTokens?: number;
}

const PROVIDER_PREFIX = /^(?:[a-z0-9_.-]+\/)+/;

/**
 * Prices by model pattern. Names are compared in lower case and without provider prefixes (`anthropic/…`,
 * `models/…`); an exact pattern wins over the longest with a star. A model nobody named has no price.
 */
export class PriceTable {
  private readonly prices: PatternMap<ModelPrice>;

  constructor(prices: Readonly<Record<Pattern, ModelPrice>>) {
    this.prices = new PatternMap(prices);
  }

  /** Integer nano-US-dollars of these tokens, rounded once; undefined for a model without a price. */
  costNanoUsd(model: string, tokens: TokenCounts): number | undefined {
    const price = this.prices.get(model.toLowerCase().replace(PROVIDER_PREFIX, ''));
    if (price === undefined) return undefined;
    const cacheRead = tokens.cacheReadTokens ?? 0;
    const cacheWrite = tokens.cacheWriteTokens ?? 0;
    const plainInput = Math.max(0, (tokens.inputTokens ?? 0) - cacheRead - cacheWrite);
    const pico =
      plainInput * price.inputPico +
      cacheRead * price.cacheReadPico +
      cacheWrite * price.cacheWritePico +
      (tokens.outputTokens ?? 0) * price.outputPico;
    return Math.round(pico / 1_000);
  }
}

/**
 * Reads `config/prices.yaml`: a list under `prices` of `{models, inputUsd, outputUsd, cacheReadUsd?,
 * cacheWriteUsd?}`, US dollars per million tokens. Throws with the entry's number on a wrong one.
 */
export function parsePriceTable(yaml: string): PriceTable {
  const document: unknown = parse(yaml);
  const entries = isRecord(document) ? document.prices : undefined;
  if (!Array.isArray(entries)) throw new Error('price table: a list under `prices` is missing');
  const prices: Record<Pattern, ModelPrice> = {};
  entries.forEach((entry: unknown, index) => {
    const where = `price table, entry ${index + 1}`;
    if (!isRecord(entry) || !Array.isArray(entry.models) || entry.models.length === 0) {
      throw new Error(`${where}: \`models\` must be a list of model patterns`);
    }
    const inputPico = pico(entry.inputUsd, `${where}: inputUsd`);
    const price: ModelPrice = {
      inputPico,
      outputPico: pico(entry.outputUsd, `${where}: outputUsd`),
      cacheReadPico:
        entry.cacheReadUsd === undefined ? inputPico : pico(entry.cacheReadUsd, `${where}: cacheReadUsd`),
      cacheWritePico:
        entry.cacheWriteUsd === undefined ? inputPico : pico(entry.cacheWriteUsd, `${where}: cacheWriteUsd`),
    };
    for (const model of entry.models) prices[String(model).toLowerCase()] = price;
  });
  return new PriceTable(prices);
}

function pico(usdPerMillion: unknown, where: string): number {
  if (typeof usdPerMillion !== 'number' || !(usdPerMillion >= 0) || usdPerMillion > 1e6) {
    throw new Error(`${where} must be US dollars per million tokens`);
  }
  return Math.round(usdPerMillion * 1e6);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
