/**
 * How often `math-equal` agrees with labelled answers, beside math-verify:
 * `node --conditions=@xeval/source bench/math-pairs.ts FILE [--verify VERDICTS]`; VERDICTS is what `math-verify.py FILE` wrote.
 */
import { readFileSync } from 'node:fs'
import { UnparsableReply, XevalError } from 'xeval'
import mathEqual from 'xeval/judges/math-equal'

export interface Pair {
  gold: string
  answer: string
  /** `unscored`: the text gives no answer, and its numbers are not to be taken for one. */
  expect: Verdict
  /** What the pair tries; pairs of others say whose test it comes from. */
  kind: string
}

export type Verdict = 'correct' | 'incorrect' | 'unscored'

export function readPairs(file: string): Pair[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
    .map(({ gold, answer, expect, kind, from }) => ({ gold, answer, expect, kind: kind ?? from }))
}

/** As the judge decides it, with no model to ask. */
export async function verdictOn({
  gold,
  answer,
}: Pick<Pair, 'gold' | 'answer'>): Promise<{ verdict: Verdict; read: string }> {
  try {
    const judgment = await mathEqual.judge({
      sample: { id: 'x', input: [{ role: 'user', content: '' }], target: [gold], language: 'en', metadata: {} },
      completion: { text: answer, finishReason: 'stop', usage: {}, servedModel: '', latencyMs: 0 },
      options: { api: 'chat', upstreamParsing: false },
      templates: {},
      ask: () => Promise.reject(new XevalError('no-judge-model', 'no model')),
    })
    return { verdict: judgment.label, read: judgment.answer ?? '' }
  } catch (error) {
    if (!UnparsableReply.is(error) && !(XevalError.is(error) && error.code === 'no-answer')) throw error
    return { verdict: 'unscored', read: error.message }
  }
}

export interface Tally {
  pairs: number
  right: number
  wrongAccepts: Pair[]
  wrongRejects: Pair[]
  unscored: Pair[]
}

export async function tally(pairs: readonly Pair[]): Promise<Tally> {
  const verdicts = await Promise.all(pairs.map(async pair => ({ pair, ...(await verdictOn(pair)) })))
  const those = (expect: Pair['expect'], verdict: Verdict) =>
    verdicts.filter(row => row.pair.expect === expect && row.verdict === verdict).map(({ pair }) => pair)
  return {
    pairs: pairs.length,
    right: verdicts.filter(({ pair, verdict }) => pair.expect === verdict).length,
    wrongAccepts: [...those('incorrect', 'correct'), ...those('unscored', 'correct')],
    wrongRejects: [...those('correct', 'incorrect'), ...those('unscored', 'incorrect')],
    unscored: [...those('correct', 'unscored'), ...those('incorrect', 'unscored')],
  }
}

if (import.meta.main) {
  const [file = '', flag, verified] = process.argv.slice(2)
  const pairs = readPairs(file)
  const result = await tally(pairs)
  const show = async (name: string, of: readonly Pair[]) => {
    for (const pair of of)
      console.log(
        `${name}  [${pair.kind}] ${pair.gold}  |  ${pair.answer.slice(-160).replaceAll('\n', '\\n')}  |  ${(await verdictOn(pair)).read}`,
      )
  }
  await show('ACCEPT', result.wrongAccepts)
  await show('reject', result.wrongRejects)
  await show('unscored', result.unscored)
  const share = (count: number) => `${count} (${((100 * count) / pairs.length).toFixed(1)} %)`
  console.log(
    `math-equal: right ${share(result.right)} of ${pairs.length}; wrong accepts ${result.wrongAccepts.length}, wrong rejects ${result.wrongRejects.length}, unscored ${result.unscored.length}`,
  )
  if (flag === '--verify' && verified !== undefined) {
    const others: boolean[] = JSON.parse(readFileSync(verified, 'utf8'))
    const right = pairs.filter((pair, at) => others[at] === (pair.expect === 'correct')).length
    const accepts = pairs.filter((pair, at) => others[at] === true && pair.expect !== 'correct').length
    console.log(`math-verify: right ${share(right)}; wrong accepts ${accepts}`)
  }
}
