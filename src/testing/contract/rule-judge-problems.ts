import { isDeepStrictEqual } from 'node:util'
import type { Judge } from '../../core/judge.ts'
import type { JudgeSpeech } from './judge-speech.ts'
import { judged } from './model-judge-problems.ts'
import type { Findings } from './plugin-problems.ts'
import { babble, forgeries, isOnScale, oddities, type Setting, scripted } from './scripted-judge.ts'

/** How a judge by rules may say that it can't tell. */
const CANNOT_TELL = ['undecided', 'no-rating', 'unparsable-judgment']

/** What is wrong with what a judge decides by itself: by rules, by a function, or by what people said. */
export async function findInRuleJudge(judge: Judge, speech: JudgeSpeech, findings: Findings): Promise<void> {
  const setting: Setting = { templates: {}, language: 'en', api: 'chat', sample: speech.sample }
  if (judge.byPeople) await findInRatings(judge, setting, findings)
  else await findInDecided(judge, speech, setting, findings)
  await findInAnything(judge, speech, setting, findings)
  for (const answer of speech.leftOpen ?? []) await findInOpen(judge, answer, setting, findings)
}

async function findInDecided(
  judge: Judge,
  { decided = [] }: JudgeSpeech,
  setting: Setting,
  { must }: Findings,
): Promise<void> {
  must(decided.length > 0, 'It decides by rules, but no answers that it decides were passed, as `decided`.')
  for (const { answer, label } of decided) {
    const { context, asked } = scripted('never asked', answer, setting)
    const said = await judged(judge, context)
    const shown = JSON.stringify(answer)
    must(said.label === label, `For the answer ${shown} it gives ${said.text}, not ${label}.`)
    must(
      said.label === undefined || said.raw === '',
      `For the answer ${shown} it keeps a reply without calling a model.`,
    )
    must(
      isDeepStrictEqual(said, await judged(judge, context)),
      `For the answer ${shown} it gives another verdict the second time.`,
    )
    must(asked.length === 0, `For the answer ${shown} it calls a model.`)
  }
  if ('min' in judge.scale || decided.length === 0) return
  for (const label of judge.scale)
    must(
      decided.some(one => one.label === label),
      `No answer was passed that its rules label ${label}.`,
    )
}

/** Of anything else it says what is on its scale, or by a code of its own that it can't tell. */
async function findInAnything(
  judge: Judge,
  { verdicts }: JudgeSpeech,
  setting: Setting,
  { must }: Findings,
): Promise<void> {
  const replies = verdicts?.('en').map(({ reply }) => reply) ?? verdictsLike(judge)
  for (const answer of [...babble, ...forgeries(replies), ...oddities])
    for (const language of ['en', 'zh'] as const) {
      const { context, asked } = scripted('never read', answer, { ...setting, language })
      const said = await judged(judge, context)
      const shown = JSON.stringify(answer.slice(0, 80))
      must(
        isDeepStrictEqual(said, await judged(judge, context)),
        `For the answer ${shown} it gives another verdict the second time.`,
      )
      if (said.code === undefined)
        must(isOnScale(judge, said.label), `For the answer ${shown} it gives ${said.text}, which is not on its scale.`)
      else must(CANNOT_TELL.includes(said.code), `For the answer ${shown} it throws ${said.text}.`)
      if (judge.model === 'none') must(asked.length === 0, `For the answer ${shown} it calls a model.`)
    }
}

/** What a model would say of the same scale. */
const verdictsLike = ({ scale }: Judge): string[] =>
  ('min' in scale ? [scale.min, scale.max] : scale).map(label => JSON.stringify({ rationale: 'Because.', label }))

async function findInOpen(judge: Judge, answer: string, setting: Setting, { must }: Findings): Promise<void> {
  const { context, asked } = scripted('never read', answer, setting)
  const said = await judged(judge, context)
  const shown = JSON.stringify(answer)
  const isOpen = judge.model === 'none' ? ['undecided', 'unparsable-judgment'] : ['unparsable-judgment']
  must(
    said.code !== undefined && isOpen.includes(said.code),
    `For the answer ${shown}, which is undecided, it gives ${said.text}.`,
  )
  must(
    asked.length > 0 === (judge.model === 'optional'),
    `For the answer ${shown} it asks its model ${asked.length} times.`,
  )
}

async function findInRatings(judge: Judge, setting: Setting, { must }: Findings): Promise<void> {
  const rated = (...ratings: number[]) =>
    judged(
      judge,
      scripted('never asked', 'Fine.', setting, {
        ratings: ratings.map((rating, i) => ({ rater: `R${i + 1}`, rating })),
      }).context,
    )
  for (const ratings of [[0, 100, 35], [0], [100, 100]]) {
    const said = await rated(...ratings)
    must(isOnScale(judge, said.label), `For the ratings ${ratings.join(', ')} it gives ${said.text}.`)
  }
  const nobody = await rated()
  must(
    nobody.code === 'no-rating' && nobody.pending === true,
    `Without ratings, it gives ${nobody.text} instead of waiting for them.`,
  )
}
