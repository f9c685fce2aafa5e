/**
 * What two runs can differ in besides their model; what `--allow-diff` takes. `served` and `cache` are doubts about who answered:
 * no hindrance to a comparison, which says them, but to a gate.
 */
export const topics = [
  'suite',
  'version',
  'dataset',
  'samples',
  'prompt',
  'judge',
  'parameters',
  'epochs',
  'system',
  'template',
  'served',
  'cache',
] as const
export type Topic = (typeof topics)[number]
