import { sha256 } from '../../core/hash.ts'
import type { Judge } from '../../core/judge.ts'
import type { JudgeSpeech } from './judge-speech.ts'
import { findInModelJudge } from './model-judge-problems.ts'
import { duplicatesOf, type Findings, findInPlugin, makeFindings } from './plugin-problems.ts'
import { findInRuleJudge } from './rule-judge-problems.ts'

/**
 * What is wrong with a judge, a sentence each; nothing where all is well. Its model is one that says what `speech` has, babbles,
 * or is contradicted by an answer that speaks as the judge.
 *
 * @example
 * const speech: JudgeSpeech = { decided: [{ answer: 'good morning', label: 'good' }, { answer: 'bad luck', label: 'good' }] }
 * (await problemsOfJudge(wordJudge, speech))[0] // → 'For the answer "bad luck" it says bad, not good.'
 */
export async function problemsOfJudge(judge: Judge, speech: JudgeSpeech = {}): Promise<string[]> {
  const findings = makeFindings()
  findInPlugin('judge', judge, findings)
  findInScale(judge, findings)
  findInWords(judge, findings)
  if (judge.model !== 'none') await findInModelJudge(judge, speech, findings)
  if (judge.model !== 'required') await findInRuleJudge(judge, speech, findings)
  return findings.problems
}

function findInScale({ scale }: Judge, { must, problems }: Findings): void {
  if ('min' in scale) {
    must(scale.min < scale.max, `Its scale goes from ${scale.min} to ${scale.max}.`)
    return
  }
  must(scale.length > 1, 'Its scale has fewer than two labels.')
  for (const label of duplicatesOf(scale)) problems.push(`Its scale has the label ${label} twice.`)
}

function findInWords({ model, prompts, upstream }: Judge, { must }: Findings): void {
  for (const { id, text, sha256: digest } of prompts) {
    must(/^[\w-]+\.v\d+$/.test(id), `Its prompt ${id} is not named NAME.vN.`)
    must(digest === sha256(text), `The SHA-256 of its prompt ${id} does not match its text.`)
  }
  if (model === 'none') {
    must(prompts.length === 0, 'It uses no model, but has prompts.')
    must(upstream === undefined, 'It uses no model, but has upstream templates.')
  } else
    must(prompts.length > 0 || upstream !== undefined, 'It uses a model but names no prompt, so runs cannot record it.')
  for (const { url, sha256: digest } of upstream?.files ?? []) {
    must(/^https:\/\/[^?#]+\/[0-9a-f]{40}\/[^?#]+$/.test(url), `${url} is not pinned to a commit.`)
    must(
      upstream !== undefined && url.includes(upstream.commit),
      `${url} is at another commit than ${upstream?.commit}.`,
    )
    must(/^[0-9a-f]{64}$/.test(digest), `The SHA-256 of ${url} is not 64 lower-case hexadecimal digits.`)
  }
}
