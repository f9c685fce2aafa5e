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
 * problems // → ['It accepts the REF echo/, which has no name.', 'Its model says that its provider is mock.']
 */
export async function problemsOfProvider(provider: Provider, trial: ProviderTrial): Promise<string[]> {
  const findings = makeFindings()
  findInPlugin('provider', provider, findings)
  findings.must(isText(provider.syntax), 'It does not describe the form of its REFs.')
  findInRefs(provider, trial, findings)
  await findInOpening(provider, trial, findings)
  await findInAnswer(provider, trial, findings)
  return findings.problems
}

function findInRefs(provider: Provider, { refs, others = builtIn }: ProviderTrial, { must, problems }: Findings): void {
  const rivals = others.filter(({ name }) => name !== provider.name)
  must(refs.length > 0, 'No REF was passed to try.')
  must(provider.prefixes.length > 0, 'It has no prefix.')
  for (const ref of refs) {
    must(provider.accepts(ref), `It does not accept its REF ${ref}.`)
    must(
      provider.prefixes.some(prefix => ref.startsWith(prefix)),
      `Its REF ${ref} begins with none of its prefixes.`,
    )
    for (const { name } of rivals.filter(rival => rival.accepts(ref)))
      problems.push(`Its REF ${ref} is also accepted by ${name}.`)
  }
  for (const prefix of provider.prefixes)
    must(!provider.accepts(prefix), `It accepts the REF ${prefix}, which has no name.`)
  for (const stranger of ['', 'gpt-4', 'ftp://host/v1#m', 'demo/before'])
    must(!provider.accepts(stranger), `It accepts ${JSON.stringify(stranger)}, which is not one of its REFs.`)
  for (const prefix of rivals.flatMap(({ prefixes }) => prefixes))
    must(!provider.accepts(`${prefix}x`), `It accepts the REF ${prefix}x, which belongs to another provider.`)
  for (const prefix of duplicatesOf([...provider.prefixes, ...rivals.flatMap(({ prefixes }) => prefixes)]))
    problems.push(`Another provider also has the prefix ${prefix}.`)
}

/** Opened where there is no key and no file, a model is there or says what is missing. */
async function findInOpening(provider: Provider, { refs }: ProviderTrial, { must }: Findings): Promise<void> {
  for (const ref of refs) {
    try {
      await (await provider.open(ref, modelOptions({ template: '/nowhere/template.txt' }))).close?.()
    } catch (error) {
      const isTold = XevalError.is(error) && error.hint !== undefined && isText(error.hint)
      must(isTold, `Opening ${ref} fails with something other than an XevalError with a hint: ${thrownText(error)}.`)
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
    problems.push(`Its model cannot be opened: ${thrownText(error)}.`)
    return
  }
  must(model.provider === provider.name, `Its model names ${model.provider} as its provider.`)
  try {
    const identity = await model.identity(signal)
    must(isText(identity.model), 'Its model has no name.')
    const shown: unknown[] = [model.ref, model.baseUrl, identity]
    findInBatch(model, { must, problems })
    if (trial.isOnlyInBatches) {
      must(model.batch !== undefined, 'It works in batches only, but its model has no batch service.')
      const error: unknown = await model.generate(request).catch((thrown: unknown) => thrown)
      const isTold = ProviderError.is(error) && error.action === 'stop' && error.hint !== undefined
      must(isTold, 'A direct request to its model does not fail with a hint.')
    } else {
      const { completion } = await model.generate(request)
      const parsed = Completion.safeParse(completion)
      must(parsed.success, 'Its answer does not match the schema of completions.')
      must(
        trial.says === undefined || completion.text === trial.says,
        `It answers ${JSON.stringify(completion.text)}, not ${JSON.stringify(trial.says)}.`,
      )
      shown.push(completion)
    }
    const { secret } = trial
    must(secret === undefined || !JSON.stringify(shown).includes(secret), 'It reveals its key.')
  } catch (error) {
    problems.push(`A request to its model fails: ${thrownText(error)}.`)
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
  must(line.includes('"an-id"') && isJson(line), 'A request of its batches is not JSON with the given id.')
  must(isJson(batch.quirks), 'The quirks of its batches are not JSON.')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
