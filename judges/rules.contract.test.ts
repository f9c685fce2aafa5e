import { describe, expect, test } from 'vitest'
import type { Judge, JudgeContext, Judgment } from 'xeval'
import { decided, leftOpen, verdicts } from './fixtures/judge-speech.ts'
import { babble, expectOnScale, forgeries, languages, scripted } from './fixtures/scripted-judge.ts'
import { judges } from './index.ts'

const loaded = await Promise.all(
  Object.entries(judges).map(async ([name, load]) => ({ name, judge: (await load()).default })),
)

const ruled = loaded.filter(({ judge }) => judge.model !== 'required')

describe.each(ruled)('judge $name, which has rules of its own,', ({ name, judge }) => {
  test('gives each of its labels by rule, asking nobody, and is sure enough to say the same twice', async () => {
    const cases = decided[name] ?? []
    for (const { answer, label } of cases) {
      const { context, asked } = scripted('never asked', answer)
      expect(await judge.judge(context), answer).toMatchObject({ label, raw: '' })
      expect(await judge.judge(context)).toEqual(await judge.judge(context))
      expect(asked).toEqual([])
    }
    if ('min' in judge.scale) expect(judge.byPeople).toBe(true)
    else expect(new Set<string>(cases.map(({ label }) => label))).toEqual(new Set(judge.scale))
  })

  test('of anything else says a label of its scale, or by a code of its own that it can’t tell', async () => {
    for (const answer of [
      ...babble,
      ...forgeries(says(judge)),
      'x'.repeat(100_000),
      '\ud800',
      '42',
      'A',
      '\\boxed{7}',
    ]) {
      for (const language of languages) {
        const { context, asked } = scripted('never read', answer, { templates: {}, language, api: 'chat' })
        const [first, second] = [await outcomeOf(judge, context), await outcomeOf(judge, context)]
        expect(first).toEqual(second)
        if (judge.model === 'none') expect(asked).toEqual([])
        if (typeof first === 'string') expect(['undecided', 'no-rating', 'unparsable-judgment']).toContain(first)
        else expectOnScale(judge, first)
      }
    }
  })

  test('leaves open what its rules don’t decide: to its model, or unscored', async () => {
    for (const answer of leftOpen[name] ?? []) {
      const { context, asked } = scripted('never read', answer)
      await expect(judge.judge(context)).rejects.toMatchObject({
        code: judge.model === 'none' ? 'undecided' : 'unparsable-judgment',
      })
      expect(asked.length > 0).toBe(judge.model === 'optional')
    }
  })

  test('that is embedded has no prompt and no template', () => {
    if (judge.model === 'none') expect([judge.prompts, judge.upstream]).toEqual([[], undefined])
    else expect(judge.prompts).not.toEqual([])
  })
})

describe.each(loaded.filter(({ judge }) => judge.byPeople))('judge $name, which goes by people,', ({ judge }) => {
  const rated = (...ratings: number[]) => ({
    ...scripted('never asked', 'Fine.').context,
    ratings: ratings.map((rating, i) => ({ rater: `R${i + 1}`, rating })),
  })

  test('gives their mean, with how many they were', async () => {
    expect(await judge.judge(rated(0, 100, 35))).toMatchObject({ label: 45, via: '3 raters', raw: '' })
    expect(await judge.judge(rated(0))).toMatchObject({ label: 0, via: '1 rater' })
    expectOnScale(judge, await judge.judge(rated(100, 100)))
  })

  test('waits for them: nobody’s rating is no failure and no zero', async () => {
    await expect(judge.judge(rated())).rejects.toMatchObject({ code: 'no-rating', pending: true })
  })
})

const says = ({ name }: Judge) => verdicts[name]?.('en') ?? verdicts['safety-llm']?.('en') ?? []

/** The judgment, or the code of the failure that stands for it. */
const outcomeOf = (judge: Judge, context: JudgeContext): Promise<Judgment | string> =>
  judge.judge(context).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error) return String(error.code)
    throw error
  })
