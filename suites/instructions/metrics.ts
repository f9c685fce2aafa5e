import { formula, type Row, rate, type TotalsMetric } from 'xeval'
import { type InstructionLabel, readVerdicts } from 'xeval/judges/instruction-rules'

type Answer = Row<InstructionLabel>

export const promptStrict = rate<InstructionLabel>(
  'prompt_strict',
  'higher-is-better',
  ({ judgment }) => judgment.label === 'followed',
  'Answers that follow every instruction of their prompt',
)

export const promptLoose = rate<InstructionLabel>(
  'prompt_loose',
  'higher-is-better',
  ({ judgment }) => judgment.label !== 'not-followed',
  'Answers that follow every instruction, or would without their first line, last line or asterisks',
)

export const instructionStrict = ofInstructions(
  'instruction_strict',
  following => following === 'strictly',
  'Instructions that are followed, out of all instructions',
)

export const instructionLoose = ofInstructions(
  'instruction_loose',
  following => following !== 'not',
  'Instructions that are followed, or would be without the answer’s first line, last line or asterisks',
)

type Following = ReturnType<typeof readVerdicts>[number]['following']

/** A prompt with three instructions weighs three times what one with a single instruction does. */
function ofInstructions(
  name: string,
  counts: (following: Following) => boolean,
  description: string,
): TotalsMetric<InstructionLabel> {
  return {
    kind: 'totals',
    name,
    description,
    direction: 'higher-is-better',
    unit: 'rate',
    columns: rows => [mean(rows, all => all.filter(counts).length), mean(rows, all => all.length)],
    of: formula({ divide: [{ column: 0 }, { column: 1 }] }),
  }
}

const mean = (rows: readonly Answer[], count: (followings: Following[]) => number): number =>
  rows.reduce((sum, { judgment }) => sum + count(readVerdicts(judgment.rationale).map(one => one.following)), 0) /
  rows.length
