/**
 * Records what a small model answers to MATH-500's first problems of level 1, for the curve in docs/reasoning.md:
 *
 *     node --conditions=@xeval/source bench/record-reasoning.ts MODEL.gguf OUT.jsonl [FOLDER]
 *
 * FOLDER is where node-llama-cpp is installed; the problems come from XEVAL_UPSTREAM. What is written holds final answers, tokens
 * and verdicts, and no problem text. A line that is there already is not done again.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { XevalError } from 'xeval'
import mathEqual from 'xeval/judges/math-equal'
import reasoning from 'xeval/suites/reasoning'
import { openLlamaCppModel } from '../src/models/llama-cpp/llama-cpp-model.ts'
import { loadLlamaCpp } from '../src/models/llama-cpp/llama-cpp-module.ts'
import { upstreamFolder } from '../src/sources/upstream-folder.ts'

const [gguf, out, folder = '.'] = process.argv.slice(2)
const upstream = upstreamFolder()
const benchmark = reasoning.benchmarks.find(({ name }) => name === 'math500')
if (gguf === undefined || out === undefined || upstream === undefined || benchmark === undefined) {
  throw new XevalError('usage', 'record-reasoning needs MODEL.gguf, OUT.jsonl and XEVAL_UPSTREAM')
}

const [problems, epochs, maxTokens, temperature] = [20, 8, 384, 0.7]
const samples = []
for await (const sample of benchmark.dataset.parse(join(upstream, 'math500', 'test.jsonl'))) {
  if (sample.metadata['level'] === 1 && samples.length < problems) samples.push(sample)
}
const recorded = existsSync(out) ? readFileSync(out, 'utf8') : ''
const entry = createRequire(pathToFileURL(`${resolve(folder)}/`)).resolve('node-llama-cpp')
// One thread: on a busy machine the threads of llama.cpp wait for each other more than they work.
const oneThread = async () => {
  const module = await loadLlamaCpp(pathToFileURL(entry).href)
  const getLlama: typeof module.getLlama = options => module.getLlama(Object.assign(options, { maxThreads: 1 }))
  return { ...module, getLlama }
}
const model = await openLlamaCppModel(`llama-cpp:${gguf}`, resolve(gguf), { api: 'chat' }, oneThread)

for (let epoch = 1; epoch <= epochs; epoch++) {
  for (const sample of samples) {
    if (recorded.includes(`{"id":"${sample.id}","epoch":${epoch},`)) continue
    const { completion } = await model.generate({
      messages: benchmark.messages?.(sample) ?? sample.input,
      params: { temperature, maxTokens, seed: 1000 * epoch + 7 },
      work: { benchmark: benchmark.name, sampleId: sample.id, epoch },
      signal: AbortSignal.timeout(600_000),
    })
    const ask = async () => {
      throw new XevalError('no-judge-model', 'recorded without a judge model')
    }
    const verdict = await mathEqual
      .judge({ sample, completion, options: { api: 'chat', upstreamParsing: false }, templates: {}, ask })
      .catch((error: unknown) => {
        if (XevalError.is(error) && error.code === 'unparsable-judgment')
          return { label: 'unscored', answer: undefined, via: 'undecided' }
        throw error
      })
    const { answer, via, label } = verdict
    const { outputTokens } = completion.usage
    appendFileSync(
      out,
      `${JSON.stringify({ id: sample.id, epoch, label, answer, via, outputTokens, finishReason: completion.finishReason })}\n`,
    )
  }
}
await model.close?.()
