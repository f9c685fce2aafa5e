import type { Manifest } from '../../core/manifest.ts'
import { said } from '../../core/wording.ts'
import { answerWords } from '../answer-words.ts'
import type { Words } from '../words.ts'
import { type Block, fig, type Inline, joined, type Text } from './block.ts'

type Plan = Manifest['benchmarks'][number]

/** Who judged, with whose words, and on which bytes: equal rows of several runs stand once. */
export function judgeAndDataSections(
  manifests: readonly Manifest[],
  cautions: ReadonlyMap<string, string>,
  words: Words,
): Block[] {
  const plans = manifests.flatMap(({ benchmarks }) => benchmarks)
  return [
    { kind: 'heading', text: words.judges },
    {
      kind: 'table',
      header: [words.benchmark, words.judge, words.version, words.source, words.model],
      rows: distinct(plans.map(plan => judgeRow(plan, words))),
    },
    {
      kind: 'warning',
      paragraphs: [...cautions].map(([judge, caution]) => [
        { strong: words.caution },
        fig(words.open),
        judge,
        fig(`${words.close}${words.colon}`),
        caution,
      ]),
    },
    { kind: 'heading', text: words.datasets },
    {
      kind: 'table',
      header: [words.benchmark, words.dataset, words.version, words.taken, 'SHA-256'],
      rows: distinct(plans.map(plan => dataRow(plan, words))),
    },
  ]
}

/** What the runs were made with, a line each. */
export const setup = (manifests: readonly Manifest[], words: Words): Block[] => [
  { kind: 'heading', text: words.setup },
  { kind: 'list', items: manifests.map(manifest => joined(facts(manifest, words), words.semicolon)) },
]

/** What a parameter is called in a request, where that differs. */
const sentAs: Record<string, string> = { topP: 'top_p', maxTokens: 'max_tokens' }

/** `temperature 0, topP 0.9`, or that the server decided: what it refused to be told was not sent. */
export function parameterText({ parameters, counts }: Pick<Manifest, 'parameters' | 'counts'>, words: Words): string {
  const { extra, ...known } = parameters
  const dropped = counts?.dropped?.model ?? {}
  const sampling = Object.entries({ ...known, ...extra }).filter(([name]) => !((sentAs[name] ?? name) in dropped))
  const values = sampling.map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return values.length === 0 ? words.serverDefaults : values.join(words.separator)
}

/** Answers that were made elsewhere; runs of 0.1.0 tell them by their provider alone. */
export const isRecorded = ({ model }: Manifest): boolean => model.recorded === true || model.provider === 'replay'

function judgeRow({ name, judge }: Plan, words: Words): Text[] {
  const asked = judge.parameters === undefined ? '' : parameterText({ parameters: judge.parameters }, words)
  const details = [judge.api ?? '', asked, judge.upstreamParsing === true ? words.upstreamParsing : ''].filter(Boolean)
  return [
    name,
    judge.name,
    fig(judge.version),
    [judge.source, ...details].join(words.separator),
    judge.model !== undefined
      ? { code: judge.model }
      : judge.byPeople
        ? answerWords[words.language].people
        : words.embedded,
  ]
}

const dataRow = ({ name, dataset, n, available }: Plan, words: Words): Text[] => [
  name,
  [dataset.name, fig(dataset.bundled ? `${words.open}${words.bundled}${words.close}` : '')],
  fig(dataset.version),
  fig(`${n} / ${available}`),
  fig(dataset.sha256),
]

function facts(manifest: Manifest, words: Words): Text[] {
  const { id, model, status, seed, epochs, versions, git } = manifest
  const end: Inline[] =
    model.fingerprint === undefined ? [fig(words.close)] : [fig(words.separator), model.fingerprint, fig(words.close)]
  return [
    [fig(`${words.run} `), { code: id }],
    [
      fig(`${words.model} `),
      { code: model.name },
      fig(words.open),
      model.provider,
      fig(`${words.separator}${model.api}`),
      ...end,
    ],
    ...(model.provenance === undefined ? [] : [said(model.provenance, words.language)]),
    fig(`${words.status} ${words.statuses[status] ?? status}`),
    fig(`${words.seed} ${seed}`),
    fig(`${words.epochs} ${epochs}`),
    [
      fig(`${words.parameters} `),
      isRecorded(manifest) ? answerWords[words.language].recorded : parameterText(manifest, words),
    ],
    [fig('xeval '), versions.xeval],
    ...(git === undefined ? [] : [fig(`git ${git.commit.slice(0, 12)}${git.dirty ? '+' : ''}`)]),
  ]
}

const distinct = (rows: Text[][]): Text[][] => [...new Map(rows.map(row => [JSON.stringify(row), row])).values()]
