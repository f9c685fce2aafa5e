import { Completion } from '../../core/completion.ts'
import { XevalError } from '../../core/errors.ts'
import type { Model, Provider } from '../../core/provider.ts'
import { ProviderError } from '../../core/provider-error.ts'
import { providers as builtIn } from '../../models/index.ts'
import { generateRequest, modelOptions } from '../model-fixtures.ts'
import { duplicatesOf, type Findings, findInPlugin, isText, makeFindings, thrownText } from './plugin-problems.ts'

/**
 * What a provider is tried with.
 *
 * @example
 * const trial: ProviderTrial = { refs: ['echo/one'], open: async () => mockModel(() => 'Hello') }
 * trial.refs // → ['echo/one']
 */
export interface ProviderTrial {
  /** REFs of all forms that are the provider's. */
  refs: readonly string[]
  /** A model of the provider's that answers here and now: from a mock endpoint, a file, this process. */
  open(): Promise<Model>
  /** What it is asked. @default 'Hello' */
  question?: string
  /** What it answers. @default anything */
  says?: string
  /** It can't be asked directly, and has to say so with a hint. */
  isOnlyInBatches?: boolean
  /** A key that the model was opened with, and that nothing may show. */
  secret?: string
  /** What REFs must not be taken for. @default the prefixes of all others with a name, and bare prefixes of its own */
  others?: readonly Provider[]
}

/**
 * What is wrong with a provider, a sentence each; nothing where all is well.
 *
 * @example
 * const provider = defineProvider({
 *   name: 'echo',
 *   version: 1,
 *   description: 'Says what it is told',
 *   syntax: 'echo/NAME',
 *   prefixes: ['echo/'],
 *   accepts: ref => ref.startsWith('echo/'),
 *   open: async ref => mockModel(({ messages }) => messages.at(-1)?.content ?? '', { ref }),
 * })
 * const open = () => provider.open('echo/one', modelOptions())
 * const problems = await problemsOfProvider(provider, { refs: ['echo/one'], open, says: 'Hello' })
 * problems // → ['It takes the REF echo/, which has no name.', 'Its model says that its provider is mock.']
 */
export async function problemsOfProvider(provider: Provider, trial: ProviderTrial): Promise<string[]> {
  const findings = makeFindings()
  findInPlugin('provider', provider, findings)
  findings.must(isText(provider.syntax), 'It doesn’t say how its REFs look.')
  findInRefs(provider, trial, findings)
  await findInOpening(provider, trial, findings)
  await findInAnswer(provider, trial, findings)
  return findings.problems
}

function findInRefs(provider: Provider, { refs, others = builtIn }: ProviderTrial, { must, problems }: Findings): void {
  const rivals = others.filter(({ name }) => name !== provider.name)
  must(refs.length > 0, 'No REF of it was given to try.')
  must(provider.prefixes.length > 0, 'It has no prefix.')
  for (const ref of refs) {
    must(provider.accepts(ref), `It doesn't take its REF ${ref}.`)
    must(
      provider.prefixes.some(prefix => ref.startsWith(prefix)),
      `Its REF ${ref} begins with none of its prefixes.`,
    )
    for (const { name } of rivals.filter(rival => rival.accepts(ref)))
      problems.push(`Its REF ${ref} is ${name}'s, too.`)
  }
  for (const prefix of provider.prefixes)
    must(!provider.accepts(prefix), `It takes the REF ${prefix}, which has no name.`)
  for (const stranger of ['', 'gpt-4', 'ftp://host/v1#m', 'demo/before'])
    must(!provider.accepts(stranger), `It takes ${JSON.stringify(stranger)}, which is no REF of its.`)
  for (const prefix of rivals.flatMap(({ prefixes }) => prefixes))
    must(!provider.accepts(`${prefix}x`), `It takes the REF ${prefix}x, which is another provider's.`)
  for (const prefix of duplicatesOf([...provider.prefixes, ...rivals.flatMap(({ prefixes }) => prefixes)]))
    problems.push(`Another provider has the prefix ${prefix}, too.`)
}

/** Opened where there is no key and no file, a model is there or says what is missing. */
async function findInOpening(provider: Provider, { refs }: ProviderTrial, { must }: Findings): Promise<void> {
  for (const ref of refs) {
    try {
      await (await provider.open(ref, modelOptions({ template: '/nowhere/template.txt' }))).close?.()
    } catch (error) {
      const isTold = XevalError.is(error) && error.hint !== undefined && isText(error.hint)
      must(isTold, `What fails when ${ref} is opened is no XevalError with a hint: ${thrownText(error)}.`)
    }
  }
}

async function findInAnswer(provider: Provider, trial: ProviderTrial, { must, problems }: Findings): Promise<void> {
  const { signal } = new AbortController()
  const request = generateRequest(trial.question ?? 'Hello')
  let model: Model
  try {
    model = await trial.open()
  } catch (error) {
    problems.push(`Its model can't be opened: ${thrownText(error)}.`)
    return
  }
  must(model.provider === provider.name, `Its model says that its provider is ${model.provider}.`)
  try {
    const identity = await model.identity(signal)
    must(isText(identity.model), 'Its model has no name.')
    const shown: unknown[] = [model.ref, model.baseUrl, identity]
    findInBatch(model, { must, problems })
    if (trial.isOnlyInBatches) {
      must(model.batch !== undefined, 'It is asked in batches only, and its model has none.')
      const error: unknown = await model.generate(request).catch((thrown: unknown) => thrown)
      const isTold = ProviderError.is(error) && error.action === 'stop' && error.hint !== undefined
      must(isTold, 'Asked directly, its model does not stop with a hint.')
    } else {
      const { completion } = await model.generate(request)
      const parsed = Completion.safeParse(completion)
      must(parsed.success, 'Its answer has another shape than a completion.')
      must(
        trial.says === undefined || completion.text === trial.says,
        `It says ${JSON.stringify(completion.text)}, not ${JSON.stringify(trial.says)}.`,
      )
      shown.push(completion)
    }
    const { secret } = trial
    must(secret === undefined || !JSON.stringify(shown).includes(secret), 'It shows its key.')
  } catch (error) {
    problems.push(`Its model can't be asked: ${thrownText(error)}.`)
  } finally {
    await model.close?.()
  }
}

/** A line of a batch is one line of JSON, and bears the id that its answer is found by. */
function findInBatch({ batch }: Model, { must }: Findings): void {
  if (batch === undefined) return
  const request = generateRequest('Hello,\nyou.')
  const line = batch.line('an-id', batch.path(request), batch.body(request))
  must(!line.includes('\n'), 'A request of its batches is more than a line.')
  must(line.includes('"an-id"') && isJson(line), 'A request of its batches is no JSON with the id that it was given.')
  must(isJson(batch.quirks), 'The quirks of its batches are no JSON.')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
