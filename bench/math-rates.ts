/** How often `math-equal` rejects a right answer and accepts a wrong one: `node --conditions=@xeval/source bench/math-rates.ts`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import math500 from 'xeval/datasets/math500'
import { compareAnswers } from 'xeval/judges/math-equal'
import { upstreamFolder } from '../src/sources/upstream-folder.ts'
import { rewrittenForms } from './math-forms.ts'
import { nearMisses } from './math-near-misses.ts'

export interface Rates {
  answers: number
  forms: number
  misses: number
  /** Answers with fewer than 20 forms, or 20 near misses. */
  short: string[]
  wrongRejects: [gold: string, form: string, verdict: string][]
  wrongAccepts: [gold: string, miss: string][]
  /** Near misses that were left undecided. */
  undecided: number
}

const each = 20

export function measureRates(answers: readonly string[]): Rates {
  const rates: Rates = {
    answers: answers.length,
    forms: 0,
    misses: 0,
    short: [],
    wrongRejects: [],
    wrongAccepts: [],
    undecided: 0,
  }
  for (const gold of answers) {
    const forms = rewrittenForms(gold, each)
    const misses = nearMisses(gold, each)
    if (forms.length < each || misses.length < each)
      rates.short.push(`${gold}: ${forms.length} forms, ${misses.length} near misses`)
    rates.forms += forms.length
    rates.misses += misses.length
    for (const form of forms) {
      const verdict = compareAnswers(gold, form)
      if (verdict !== 'equal') rates.wrongRejects.push([gold, form, verdict])
    }
    for (const miss of misses) {
      const verdict = compareAnswers(gold, miss)
      if (verdict === 'equal') rates.wrongAccepts.push([gold, miss])
      if (verdict === 'undecided') rates.undecided++
    }
  }
  return rates
}

/** The 500 real answers where they are at hand, else the bundled ones. */
export function goldAnswers(): { answers: string[]; source: string } {
  const folder = upstreamFolder()
  const path = folder === undefined ? fileURLToPath(math500.bundled) : join(folder, 'math500', 'test.jsonl')
  const answers = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map(line => String(JSON.parse(line).answer))
  return {
    answers,
    source: folder === undefined ? 'bundled answers, since ../shared/upstream is not there' : 'MATH-500',
  }
}

if (import.meta.main) {
  const { answers, source } = goldAnswers()
  const rates = measureRates(answers)
  for (const [gold, form, verdict] of rates.wrongRejects) console.log(`reject  ${gold}  |  ${form}  |  ${verdict}`)
  for (const [gold, miss] of rates.wrongAccepts) console.log(`ACCEPT  ${gold}  |  ${miss}`)
  for (const line of rates.short) console.log(`short   ${line}`)
  const share = (count: number, of: number) => `${count}/${of} (${((100 * count) / of).toFixed(3)} %)`
  console.log(`${source}: ${rates.answers} answers`)
  console.log(
    `wrong rejects ${share(rates.wrongRejects.length, rates.forms)}, wrong accepts ${share(rates.wrongAccepts.length, rates.misses)}, near misses undecided ${share(rates.undecided, rates.misses)}`,
  )
}
