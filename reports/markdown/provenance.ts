import type { Manifest } from 'xeval'
import type { Words } from '../words.ts'
import { code, codeCell, plainText } from './plain-text.ts'
import { table } from './table.ts'

type Plan = Manifest['benchmarks'][number]

/** Who judged, with whose words, and on which bytes: equal rows of two runs stand once. */
export function judgeAndDataSections(
  manifests: readonly Manifest[],
  cautions: ReadonlyMap<string, string>,
  words: Words,
): string[] {
  const plans = manifests.flatMap(({ benchmarks }) => benchmarks)
  return [
    `## ${words.judges}`,
    table(
      [words.benchmark, words.judge, words.version, words.source, words.model],
      distinct(plans.map(plan => judgeRow(plan, words))),
    ),
    [...cautions]
      .map(([judge, caution]) => `> **${words.caution}** (${plainText(judge)})${words.colon}${plainText(caution)}`)
      .join('\n>\n'),
    `## ${words.datasets}`,
    table(
      [words.benchmark, words.dataset, words.version, words.taken, 'SHA-256'],
      distinct(plans.map(plan => dataRow(plan, words))),
    ),
  ]
}

/** What the runs were made with, a line each. */
export const setup = (manifests: readonly Manifest[], words: Words): string[] => [
  `## ${words.setup}`,
  manifests.map(manifest => `- ${facts(manifest, words).join(words.semicolon)}`).join('\n'),
]

function judgeRow({ name, judge }: Plan, words: Words): string[] {
  const model = judge.model === undefined ? words.embedded : codeCell(judge.model)
  const details = [judge.api ?? '', judge.upstreamParsing === true ? words.upstreamParsing : ''].filter(Boolean)
  return [
    plainText(name),
    plainText(judge.name),
    `${judge.version}`,
    [plainText(judge.source), ...details].join(words.separator),
    model,
  ]
}

const dataRow = ({ name, dataset, n, available }: Plan, words: Words): string[] => [
  plainText(name),
  `${plainText(dataset.name)}${dataset.bundled ? ` (${words.bundled})` : ''}`,
  `${dataset.version}`,
  `${n} / ${available}`,
  dataset.sha256,
]

function facts({ id, model, status, seed, epochs, parameters, versions, git }: Manifest, words: Words): string[] {
  const { extra, ...sampling } = parameters
  const values = Object.entries({ ...sampling, ...extra }).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return [
    `${words.run} ${code(id)}`,
    `${words.model} ${code(model.name)} (${plainText(model.provider)}, ${model.api}${model.fingerprint === undefined ? '' : `, ${plainText(model.fingerprint)}`})`,
    ...(model.provenance === undefined ? [] : [plainText(model.provenance)]),
    `${words.status} ${status}`,
    `${words.seed} ${seed}`,
    `${words.epochs} ${epochs}`,
    `${words.parameters} ${values.length === 0 ? words.serverDefaults : plainText(values.join(words.separator))}`,
    `xeval ${plainText(versions.xeval)}`,
    ...(git === undefined ? [] : [`git ${git.commit.slice(0, 12)}${git.dirty ? '+' : ''}`]),
  ]
}

const distinct = (rows: string[][]): string[][] => [...new Map(rows.map(row => [row.join('\u0000'), row])).values()]
