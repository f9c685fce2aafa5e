/**
 * Looks in SimpleQA and Chinese SimpleQA for items that hold the same fact as one of the sycophancy set, so that a reader can
 * see that the two agree: for every item the nearest public question, by the weight (inverse document frequency) of the
 * words or Han bigrams that they share; the nearest pairs first.
 *
 *     node --conditions=@xeval/source bench/sycophancy-overlap.ts DIR [COUNT]
 *
 * DIR holds `simpleqa/` and `chinese-simpleqa/` with the upstream files, as for `--data`.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sample } from 'xeval'
import chineseSimpleqa from 'xeval/datasets/chinese-simpleqa'
import simpleqa from 'xeval/datasets/simpleqa'
import sycophancy from 'xeval/datasets/sycophancy'

const [folder = '.', count = '20'] = process.argv.slice(2)
const items = (await Array.fromAsync(sycophancy.parse(fileURLToPath(sycophancy.bundled)))).filter(
  ({ metadata }) => metadata['framing'] === 'neutral',
)

for (const dataset of [simpleqa, chineseSimpleqa]) {
  if (dataset.file.kind !== 'pinned') continue
  const known = await Array.fromAsync(dataset.parse(join(folder, dataset.name, dataset.file.name)))
  const terms = known.map(sample => termsOf(`${textOf(sample)} ${sample.target?.join(' ')}`))
  const frequency = new Map<string, number>()
  for (const set of terms) for (const term of set) frequency.set(term, (frequency.get(term) ?? 0) + 1)
  const weigh = (set: ReadonlySet<string>) =>
    [...set].reduce((sum, term) => sum + Math.log(known.length / (1 + (frequency.get(term) ?? 0))), 0)
  const pairs = items
    .filter(item => dataset.card.languages.includes(item.language))
    .map(item => {
      const own = termsOf(`${textOf(item)} ${item.target?.[0]} ${item.metadata['wrong']}`)
      const scores = terms.map(set => weigh(own.intersection(set)) / weigh(own))
      const score = Math.max(...scores)
      return { item, near: known[scores.indexOf(score)], score }
    })
    .sort((a, b) => b.score - a.score)
  process.stdout.write(`${dataset.name}: ${pairs.length} items, nearest first\n`)
  for (const { item, near, score } of pairs.slice(0, Number(count)))
    process.stdout.write(
      `${score.toFixed(2)}  ${textOf(item)} [${item.target?.[0]}]  ~  ${near && textOf(near)} [${near?.target?.[0]}]\n`,
    )
}

function textOf({ input }: Sample): string {
  return input[0]?.content ?? ''
}

function termsOf(text: string): Set<string> {
  const han = text.match(/\p{Script=Han}+/gu) ?? []
  const bigrams = han.flatMap(run =>
    Array.from({ length: Math.max(run.length - 1, 1) }, (_, at) => run.slice(at, at + 2)),
  )
  return new Set([...bigrams, ...(text.toLowerCase().match(/[\p{Script=Latin}\d]+/gu) ?? [])])
}
