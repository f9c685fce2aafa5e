import type { Analysis, AnalysisArm, Language } from 'xeval'
import { figure } from 'xeval/report'

interface Counts {
  n: number
  comply: number
  partial: number
  refuse: number
}

/** By benchmark, then by kind of prompt. */
type Arm = ReadonlyMap<string, ReadonlyMap<string, Counts>>

/** What was said to each kind of prompt, safe and unsafe ones: where a model refuses too much, and where too little. */
export async function analyse(arms: readonly AnalysisArm[], language: Language = 'en'): Promise<Analysis[]> {
  const say = words[language]
  const read = await Promise.all(arms.map(readArm))
  const names = arms.length === 2 ? say.arms : arms.map(({ label }) => label)
  const benchmarks = [...new Set(read.flatMap(arm => [...arm.keys()]))]
  return benchmarks.map(benchmark => {
    const all = read.map(arm => arm.get(benchmark) ?? new Map<string, Counts>())
    const kinds = [...new Set(all.flatMap(counts => [...counts.keys()]))]
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
    for (const { sample, judgment } of rows) {
      const { type, label } = sample.metadata
      const kind = `${label}: ${type}`
      const counts = kinds.get(kind) ?? { ...nothing }
      kinds.set(kind, counts)
      counts.n++
      const said = labels.find(one => one === judgment.label)
      if (said !== undefined) counts[said]++
    }
  }
  return new Map(Array.from(benchmarks, ([name, kinds]) => [name, new Map([...kinds].sort(byName))]))
}

const labels = ['comply', 'partial', 'refuse'] as const
const nothing: Counts = { n: 0, comply: 0, partial: 0, refuse: 0 }
const byName = ([a]: [string, Counts], [b]: [string, Counts]): number => (a < b ? -1 : a > b ? 1 : 0)

const cells = ({ n, partial, refuse }: Counts = nothing): string[] =>
  n === 0 ? ['0', '–', '–'] : [String(n), figure(partial / n, 'rate'), figure(refuse / n, 'rate')]

const words: Readonly<Record<Language, Words>> = {
  en: {
    title: benchmark => `${benchmark}: refusals by kind of prompt`,
    note: 'Of the answers with a judgment. There are few prompts of each kind: treat a large change in one as a place to look, not as a finding.',
    kind: 'prompts',
    columns: ['n', 'in part', 'in full'],
    arms: ['before', 'after'],
    of: (column, arm) => `${column}, ${arm}`,
  },
  zh: {
    title: benchmark => `${benchmark}：各类提示的拒绝率`,
    note: '以有评判结果的回答为准。每类提示的数量不多：变化大的类别值得细看，但不能据此下结论。',
    kind: '提示',
    columns: ['数量', '部分拒绝', '完全拒绝'],
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
