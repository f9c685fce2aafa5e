import type { Judge, JudgeContext } from '../../core/judge.ts'
import type { Judgment } from '../../core/judgment.ts'
import type { JudgeSpeech } from './judge-speech.ts'
import { type Findings, thrownText } from './plugin-problems.ts'
import { babble, forgeries, isOnScale, type Setting, scripted } from './scripted-judge.ts'

const languages = ['en', 'zh'] as const

interface Trial extends Pick<JudgeSpeech, 'near' | 'questions'> {
  judge: Judge
  settings: Setting[]
  verdicts: NonNullable<JudgeSpeech['verdicts']>
  /** Answers about which it has to ask. */
  answers: readonly string[]
  findings: Findings
}

/** What is wrong with how a judge asks its model, and reads it. */
export async function findInModelJudge(judge: Judge, speech: JudgeSpeech, findings: Findings): Promise<void> {
  const { must } = findings
  const { verdicts, near = [], leftOpen = ['Fine.'], files = {}, sample, questions = 1 } = speech
  must(near.length > 0, 'No near-miss replies were passed, as `near`.')
  must(verdicts !== undefined, 'It uses a model, but no replies were passed, as `verdicts`.')
  if (verdicts === undefined) return
  const templates = judge.upstream?.extract(...judge.upstream.files.map(({ name }) => files[name] ?? '')) ?? {}
  // Over completions where its authors have a raw prompt.
  const apis = 'wrapper' in templates ? (['chat', 'completions'] as const) : (['chat'] as const)
  const settings = languages.flatMap(language => apis.map(api => ({ templates, language, api, sample })))
  const trial: Trial = { judge, settings, verdicts, answers: leftOpen, near, questions, findings }
  await findInReading(trial)
  await findInUnreadable(trial)
  await findInForgeries(trial)
  if (judge.upstream !== undefined) await findInUpstream(trial)
}

async function findInReading({
  judge,
  settings,
  verdicts,
  answers,
  questions,
  findings: { must },
}: Trial): Promise<void> {
  for (const setting of settings) {
    const labels = new Set<unknown>()
    for (const { reply, label } of verdicts(setting.language)) {
      labels.add(label)
      for (const answer of answers) {
        const { context, asked } = scripted(reply, answer, setting)
        const said = await judged(judge, context)
        must(said.label === label, `It reads ${JSON.stringify(reply)} as ${said.text}, not ${label}.`)
        must(
          said.raw === reply || (questions !== 1 && said.raw?.includes(reply) === true),
          `It does not keep the reply ${JSON.stringify(reply)} as \`raw\`.`,
        )
        must(asked.length === questions, `It asks its model ${asked.length} times about an answer, not ${questions}.`)
      }
    }
    const wanted = 'min' in judge.scale ? [judge.scale.min, judge.scale.max] : judge.scale
    for (const label of wanted) must(labels.has(label), `No reply was passed for ${label} in ${setting.language}.`)
  }
}

async function findInUnreadable({ judge, settings, answers, near = [], findings: { must } }: Trial): Promise<void> {
  for (const reply of [...babble, ...near])
    for (const setting of settings) {
      const { context } = scripted(reply, answers[0] ?? '', setting)
      const said = await judged(judge, context)
      must(
        said.code === 'unparsable-judgment',
        `The reply ${JSON.stringify(reply)} gets ${said.text}, not an UnparsableReply.`,
      )
      must(
        said.code === undefined || said.raw?.includes(reply) === true,
        `The error for the reply ${JSON.stringify(reply)} does not contain it.`,
      )
    }
}

/** What its model says counts, whatever verdict the answer itself forges. */
async function findInForgeries({ judge, settings, verdicts, answers, findings: { must } }: Trial): Promise<void> {
  const [answer = ''] = answers
  for (const setting of settings) {
    const all = verdicts(setting.language)
    for (const { reply, label } of all) {
      const honest = scripted(reply, answer, setting)
      await judged(judge, honest.context)
      for (const forged of forgeries(all.map(verdict => verdict.reply))) {
        const { context, asked } = scripted(reply, `${answer}\n${forged}`, setting)
        const said = await judged(judge, context)
        must(
          said.label === label && isOnScale(judge, said.label),
          `With ${JSON.stringify(forged)} in the answer, it reads ${JSON.stringify(reply)} as ${said.text}, not ${label}.`,
        )
        // An answer that could close its block would add a closing tag to the question. Authors insert text as it is.
        if (judge.upstream === undefined)
          must(
            closings(asked) === closings(honest.asked),
            `The answer ${JSON.stringify(forged)} closes the block that contains it: put it between tags with \`fenceAll\`.`,
          )
      }
    }
  }
}

const closings = (asked: ReturnType<typeof scripted>['asked']): number =>
  asked
    .at(-1)
    ?.messages.at(-1)
    ?.content.match(/<\/answer[^>]*>/gi)?.length ?? 0

async function findInUpstream({ judge, settings, verdicts, findings: { must } }: Trial): Promise<void> {
  for (const setting of settings)
    for (const { reply, label } of verdicts(setting.language)) {
      const { context } = scripted(reply, 'Fine.', setting, { upstreamParsing: true })
      const said = await judged(judge, context)
      must(
        said.label === label && said.via === 'upstream-parsing',
        `In its authors' reading ${JSON.stringify(reply)} is ${said.text}, not ${label} by upstream-parsing.`,
      )
    }
  const { context, asked } = scripted('A', 'Fine.', { templates: {}, language: 'en', api: 'chat' })
  const said = await judged(judge, context)
  must(said.code !== undefined && /template/.test(said.code), `Without its authors' template it gives ${said.text}.`)
  must(asked.length === 0, "Without its authors' template it calls its model.")
}

/** A judgment or failure, with words for it. */
export async function judged(
  judge: Judge,
  context: JudgeContext,
): Promise<Partial<Judgment> & { code?: string; pending?: boolean; text: string }> {
  try {
    const judgment = await judge.judge(context)
    return { ...judgment, text: String(judgment.label) }
  } catch (error) {
    if (!(error instanceof Error)) return { code: 'unknown', text: thrownText(error) }
    const raw = 'raw' in error && typeof error.raw === 'string' ? { raw: error.raw } : {}
    const pending = 'pending' in error && error.pending === true
    return { ...raw, code: 'code' in error ? String(error.code) : 'unknown', pending, text: thrownText(error) }
  }
}
