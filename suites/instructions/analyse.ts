import type { Analysis, AnalysisArm, Language } from 'xeval'
import { type InstructionVerdict, readVerdicts } from 'xeval/judges/instruction-rules'
import { figure } from 'xeval/report'

interface Counts {
  n: number
  strict: number
  loose: number
}

/** By benchmark, then by kind of instruction. */
type Arm = ReadonlyMap<string, ReadonlyMap<string, Counts>>

/** How often each kind of instruction was followed: which ones fine-tuning broke. */
export async function analyse(arms: readonly AnalysisArm[], language: Language = 'en'): Promise<Analysis[]> {
  const say = words[language]
  const read = await Promise.all(arms.map(readArm))
  const names = arms.length === 2 ? say.arms : arms.map(({ label }) => label)
  const benchmarks = [...new Set(read.flatMap(arm => [...arm.keys()]))]
  return benchmarks.map(benchmark => {
    const all = read.map(arm => arm.get(benchmark) ?? new Map<string, Counts>())
    const kinds = [...new Set(all.flatMap(counts => [...counts.keys()]))].sort()
    return {
      title: say.title(benchmark),
      notes: [say.note],
      tables: [
        {
          header: [
            say.kind,
            ...names.flatMap(name => say.columns.map(column => (names.length === 1 ? column : say.of(column, name)))),
          ],
          rows: kinds.map(kind => [kind, ...all.flatMap(counts => cells(counts.get(kind)))]),
        },
      ],
      data: kinds.map(kind => ({ kind, arms: all.map(counts => counts.get(kind) ?? nothing) })),
    }
  })
}

async function readArm({ samples }: AnalysisArm): Promise<Arm> {
  const benchmarks = new Map<string, Map<string, Counts>>()
  for await (const { benchmark, rows } of samples()) {
    const kinds = benchmarks.get(benchmark) ?? new Map<string, Counts>()
    benchmarks.set(benchmark, kinds)
    for (const { judgment } of rows) for (const verdict of readVerdicts(judgment.rationale)) add(kinds, verdict)
  }
  return benchmarks
}

function add(kinds: Map<string, Counts>, { id, following }: InstructionVerdict): void {
  const counts = kinds.get(id) ?? { ...nothing }
  kinds.set(id, counts)
  counts.n++
  if (following === 'strictly') counts.strict++
  if (following !== 'not') counts.loose++
}

const nothing: Counts = { n: 0, strict: 0, loose: 0 }

const cells = ({ n, strict, loose }: Counts = nothing): string[] =>
  n === 0 ? ['0', '–', '–'] : [String(n), figure(strict / n, 'rate'), figure(loose / n, 'rate')]

const words: Readonly<Record<Language, Words>> = {
  en: {
    title: benchmark => `${benchmark}: instructions followed, by kind`,
    note: 'Kinds with few instructions are uncertain: treat a large change in a kind as a place to look, not as a finding.',
    kind: 'instruction',
    columns: ['n', 'strict', 'loose'],
    arms: ['before', 'after'],
    of: (column, arm) => `${column}, ${arm}`,
  },
  zh: {
    title: benchmark => `${benchmark}：各类指令的遵循率`,
    note: '每类指令的数量不多：变化大的类别值得细看，但不能据此下结论。',
    kind: '指令',
    columns: ['数量', '严格', '宽松'],
    arms: ['微调前', '微调后'],
    of: (column, arm) => `${column}，${arm}`,
  },
}

interface Words {
  title(benchmark: string): string
  note: string
  kind: string
  columns: readonly string[]
  arms: readonly string[]
  of(column: string, arm: string): string
}
