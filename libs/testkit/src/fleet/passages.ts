import { type Random } from './random';

const OPENERS = [
  'The customer asks about',
  'According to the latest record,',
  'After checking every source,',
  'In short,',
  'Please note that',
  'As discussed earlier,',
];
const MIDDLES = [
  'the delivery is on its way and the warehouse has confirmed the hand-over',
  'the policy allows an exchange as long as the item is unused',
  'the report groups revenue by region and leaves out internal transfers',
  'the contract renews on its own unless one side gives notice in writing',
  'the itinerary keeps the connection short and the hotel close to the station',
  'the service recovered once the replica had caught up with its leader',
  'the balance covers the days asked for, and the manager has been told',
  'the café’s invoice matches the ledger entry of the same week',
];
const CLOSERS = [
  'Let me know whether that helps.',
  'Nothing else needs to be done for now.',
  'The details are in the linked page.',
  'I have written it down for the team.',
];

/**
 * Ready-made texts of a few hundred bytes to 2 KB, so that a span with text costs no more to make than a lean
 * one. They hold no numbers, dates or links, which an agent would have to ground.
 */
export function makePassages(rng: Random, count: number): readonly string[] {
  return Array.from({ length: count }, () => {
    const targetChars = Math.min(2000, Math.max(250, Math.round(rng.logNormal(600, 0.6))));
    const sentences: string[] = [];
    let chars = 0;
    while (chars < targetChars) {
      const sentence = `${rng.pick(OPENERS)} ${rng.pick(MIDDLES)}. ${rng.pick(CLOSERS)}`;
      sentences.push(sentence);
      chars += sentence.length + 1;
    }
    // One flat string instead of a rope: the serialiser measures and copies it many times.
    return Buffer.from(sentences.join(' ')).toString();
  });
}
