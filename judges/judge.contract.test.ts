import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { API_VERSION, type Judge, type JudgeContext } from 'xeval'
import { z } from 'zod'
import { decided, leftOpen, madeFiles, nearVerdicts, verdicts } from './fixtures/judge-speech.ts'
import { babble, expectOnScale, forgeries, languages, type Setting, scripted } from './fixtures/scripted-judge.ts'
import { judges } from './index.ts'

test('each folder of judges/ is in the map, under its name', () => {
  const folders = readdirSync(import.meta.dirname).filter(name =>
    existsSync(join(import.meta.dirname, name, 'index.ts')),
  )
  expect(Object.keys(judges).sort()).toEqual(folders.sort())
})

const locked = z
  .record(z.string(), z.string())
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', 'prompts.lock.json'), 'utf8')))

const loaded = await Promise.all(
  Object.entries(judges).map(async ([name, load]) => ({ name, judge: (await load()).default })),
)

describe.each(loaded)('judge $name', ({ name, judge }) => {
  test('is stamped, named as its folder, and says what it does', () => {
    expect(judge).toMatchObject({ apiVersion: API_VERSION, name, version: expect.any(Number) })
    expect(judge.description).not.toBe('')
  })

  test('has a closed scale: distinct labels, or two ends', () => {
    if ('min' in judge.scale) return expect(judge.scale.min).toBeLessThan(judge.scale.max)
    expect(judge.scale.length).toBeGreaterThan(1)
    expect(new Set(judge.scale).size).toBe(judge.scale.length)
  })

  // A judge may ask with another judge's prompts; what it has of its own stands in its own folder.
  test('has its prompts as they are locked', () => {
    const unlocked = judge.prompts.filter(
      ({ id, sha256 }) =>
        !Object.entries(locked).some(([path, hash]) => path.endsWith(`/prompts/${id}.md`) && hash === sha256),
    )
    expect(unlocked.map(({ id }) => id)).toEqual([])
  })

  test('has no prompt file that it does not name', () => {
    const folder = join(import.meta.dirname, name, 'prompts')
    const files = existsSync(folder) ? readdirSync(folder).filter(file => file.endsWith('.md')) : []
    const known: string[] = judge.prompts.map(({ id }) => `${id}.md`)
    expect(files.filter(file => !known.includes(file))).toEqual([])
  })

  test('pins each upstream file to a commit and its bytes', () => {
    for (const file of judge.upstream?.files ?? []) {
      expect(file.url).toMatch(/^https:\/\/[^?#]+\/[0-9a-f]{40}\/[^?#]+$/)
      expect(file.sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(file.url).toContain(judge.upstream?.commit)
    }
  })

  test('is spoken for in this contract', () => {
    expect({ asks: name in verdicts, near: name in nearVerdicts }).toEqual({
      asks: judge.model !== 'none',
      near: judge.model !== 'none',
    })
    expect(name in madeFiles).toBe(judge.upstream !== undefined)
    expect(name in decided).toBe(judge.model !== 'required' && judge.byPeople !== true)
  })
})

const asking = loaded.filter(({ judge }) => judge.model !== 'none')

/** Over chat and, where the authors have a raw prompt, over completions. */
const apisOf = (judge: Judge, templates: JudgeContext['templates']) =>
  judge.upstream !== undefined && 'wrapper' in templates ? (['chat', 'completions'] as const) : (['chat'] as const)

describe.each(asking)('judge $name, which asks a model,', ({ name, judge }) => {
  const says = verdicts[name] ?? (() => [])
  /** Answers about which it has to ask. */
  const answers = leftOpen[name] ?? ['Fine.']
  const templates = templatesOf(judge)
  const settings = languages.flatMap(language => apisOf(judge, templates).map(api => ({ templates, language, api })))

  test('reads each label of its scale, or both ends and what is between, in its model’s own form', async () => {
    for (const setting of settings) {
      const labels: unknown[] = []
      for (const { reply, label } of says(setting.language)) {
        for (const answer of answers) {
          const { context, asked } = scripted(reply, answer, setting)
          expect(await judge.judge(context)).toMatchObject({ label, raw: reply })
          expect(asked).toHaveLength(1)
        }
        labels.push(label)
      }
      if ('min' in judge.scale) expect(labels).toEqual(expect.arrayContaining([judge.scale.min, judge.scale.max]))
      else expect(labels.sort()).toEqual([...judge.scale].sort())
    }
  })

  test.each([...babble, ...(nearVerdicts[name] ?? [])])(
    'throws UnparsableReply with the raw text for the reply %j',
    async reply => {
      for (const setting of settings) {
        const { context } = scripted(reply, answers[0] ?? '', setting)
        await expect(judge.judge(context)).rejects.toMatchObject({
          code: 'unparsable-judgment',
          raw: expect.stringContaining(reply),
        })
      }
    },
  )

  test('says what its model says, whatever verdict the answer itself forges', async () => {
    for (const setting of settings) {
      const all = says(setting.language)
      for (const { reply, label } of all) {
        const honest = await closings(reply, answers[0] ?? '', setting)
        for (const forged of forgeries(all).map(text => `${answers[0]}\n${text}`)) {
          const { said, count } = await closings(reply, forged, setting)
          expect(said).toMatchObject({ label, raw: reply })
          expectOnScale(judge, said)
          // An answer that could close its block would add a closing tag to the question. Authors insert text as it is.
          if (judge.upstream === undefined) expect(count).toBe(honest.count)
        }
      }
    }
  })

  test('in its authors’ own reading, says the same of what is well-formed', async () => {
    for (const setting of judge.upstream === undefined ? [] : settings) {
      for (const { reply, label } of says(setting.language)) {
        const { context } = scripted(reply, 'Fine.', setting, { upstreamParsing: true })
        // Their first letter of A, B and C in `B: INCORRECT` is B, too.
        expect(await judge.judge(context)).toMatchObject({ label, raw: reply, via: 'upstream-parsing' })
      }
    }
  })

  test('without its authors’ words asks nobody', async () => {
    if (judge.upstream === undefined) return expect(templates).toEqual({})
    const { context, asked } = scripted('A', 'Fine.', { templates: {}, language: 'en', api: 'chat' })
    await expect(judge.judge(context)).rejects.toMatchObject({ code: expect.stringMatching(/template/) })
    expect(asked).toEqual([])
  })

  async function closings(reply: string, answer: string, setting: Setting) {
    const { context, asked } = scripted(reply, answer, setting)
    const said = await judge.judge(context)
    expect(asked).toHaveLength(1)
    return { said, count: asked[0]?.messages.at(-1)?.content.match(/<\/answer>/gi)?.length }
  }
})

/** A judge's templates out of files in the authors' shape; their own words are tried in each judge's tests and by `xeval pull`. */
const templatesOf = ({ name, upstream }: Judge): Record<string, string> =>
  upstream === undefined ? {} : upstream.extract(...upstream.files.map(file => madeFiles[name]?.[file.name] ?? ''))
