/** How long 500 questions with 64 answers each take to judge and score: `node --conditions=@xeval/source bench/reasoning-speed.ts`. */
import { makeRng, type Row } from 'xeval'
import mathEqual, { type MathLabel } from 'xeval/judges/math-equal'
import reasoning from 'xeval/suites/reasoning'
import { rewrittenForms } from './math-forms.ts'
import { nearMisses } from './math-near-misses.ts'
import { goldAnswers } from './math-rates.ts'

export interface Speed {
  questions: number
  epochs: number
  judgeMs: number
  scoreMs: number
  /** Processor time of both, all threads. */
  cpuMs: number
}

/** Answers as a middling model gives them: half of them right in some form, the others wrong in many ways. */
export async function measureSpeed(golds: readonly string[], questions: number, epochs: number): Promise<Speed> {
  const rng = makeRng('speed', questions)
  const texts = Array.from({ length: questions }, (_, at) => {
    const gold = golds[at % golds.length] ?? '0'
    const [forms, misses] = [rewrittenForms(gold, 20), nearMisses(gold, 20)]
    return Array.from({ length: epochs }, () => {
      const pool = rng.next() < 0.5 ? forms : misses
      return { gold, text: `So the answer is \\boxed{${pool[rng.int(pool.length)] ?? gold}}.` }
    })
  })
  const start = performance.now()
  const cpu = process.cpuUsage()
  const rows = await Promise.all(
    texts.map((answers, at) =>
      Promise.all(answers.map(({ gold, text }, epoch) => judged(`q${at}`, gold, text, epoch + 1))),
    ),
  )
  const judged64 = performance.now()
  for (const metric of reasoning.benchmarks[1]?.metrics ?? []) {
    for (const own of rows) if (metric.kind === 'mean') metric.value(own)
  }
  const { user, system } = process.cpuUsage(cpu)
  return {
    questions,
    epochs,
    judgeMs: judged64 - start,
    scoreMs: performance.now() - judged64,
    cpuMs: (user + system) / 1000,
  }
}

async function judged(id: string, gold: string, text: string, epoch: number): Promise<Row<MathLabel>> {
  const sample = {
    id,
    input: [{ role: 'user' as const, content: 'What is it?' }],
    target: [gold],
    language: 'en',
    metadata: {},
  }
  const completion = {
    text,
    finishReason: 'stop' as const,
    usage: { outputTokens: 100 + epoch },
    servedModel: 'test',
    latencyMs: 1,
  }
  const judgment = await mathEqual.judge({
    sample,
    completion,
    options: { api: 'chat', upstreamParsing: false },
    templates: {},
    ask: async () => ({ ...completion, text: 'different' }),
  })
  return { sample, epoch, completion, judgment: { ...judgment, label: judgment.label } }
}

if (import.meta.main) {
  const { answers, source } = goldAnswers()
  const { questions, epochs, judgeMs, scoreMs, cpuMs } = await measureSpeed(answers, 500, 64)
  console.log(
    `${questions} questions × ${epochs} answers (${source}): judged in ${(judgeMs / 1000).toFixed(2)} s, scored in ${(scoreMs / 1000).toFixed(2)} s; ${(cpuMs / 1000).toFixed(2)} s of processor time`,
  )
}
