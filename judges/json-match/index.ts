/**
 * Compares an answer in JSON: with a schema, with the fields of a gold answer, or both. An answer without JSON is a class of its own; one
 * that holds several different values is unscored.
 */
import { isDeepStrictEqual } from 'node:util'
import { defineJudge, type Judge, type Judgment, judgeSettings, type Sample, XevalError } from 'xeval'
import { z } from 'zod'
import { differingField, fieldOf, fieldsOf } from './compare-fields.ts'
import { findJson } from './find-json.ts'

const labels = ['correct', 'incorrect', 'not-json'] as const
type Label = (typeof labels)[number]

const JsonSchema = z.record(z.string(), z.unknown()).superRefine((schema, context) => {
  const problem = problemOf(schema)
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
})

const Settings = z.strictObject({
  schema: JsonSchema.optional().describe('JSON Schema that the answer has to meet'),
  fields: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'Fields that have to be those of the gold answer, as paths: address.city. Default: all of the gold answer’s',
    ),
  strict: z.boolean().optional().describe('The answer has to be JSON and nothing else. Default: false'),
})
type Settings = z.infer<typeof Settings>

class Undecided extends XevalError {
  readonly raw = ''

  constructor() {
    super('undecided', 'json-match cannot tell which of several JSON values is the answer', {
      hint: 'Ask for one JSON object and nothing else.',
    })
  }
}

const judgeWith = ({ schema, fields, strict = false }: Settings): Judge<Label> => {
  const checked = schema === undefined ? undefined : z.fromJSONSchema(schema)
  return defineJudge<Label>({
    name: 'json-match',
    version: 1,
    description: 'Correct if an answer in JSON meets a schema or has the fields of the gold answer',
    scale: labels,
    model: 'none',
    prompts: [],
    settings,
    unfit: sample => unfit(sample, { schema, fields }),
    async judge({ sample, completion }) {
      const found = findJson(completion.text)
      if (found.kind === 'several') throw new Undecided()
      if (found.kind !== 'json') return notJson
      if (strict && found.via !== 'whole') return notJson
      const problem = checked === undefined ? undefined : problemIn(checked.safeParse(found.value).error)
      const differs = problem ?? differenceFrom(sample.target ?? [], found.value, fields)
      const via = found.via
      return differs === undefined
        ? { label: 'correct', via, raw: '' }
        : { label: 'incorrect', rationale: differs, via, raw: '' }
    },
  })
}

const notJson: Judgment<Label> = { label: 'not-json', via: 'exact', raw: '' }

/** Why a schema cannot be used. */
function problemOf(schema: Record<string, unknown>): string | undefined {
  try {
    z.fromJSONSchema(schema)
    return undefined
  } catch (error) {
    return `not a JSON Schema that can be checked: ${error instanceof Error ? error.message : String(error)}`
  }
}

function problemIn(error: z.ZodError | undefined): string | undefined {
  const [issue] = error?.issues ?? []
  return issue === undefined ? undefined : `${issue.path.join('.') || 'the whole'}: ${issue.message}`
}

/** Any of the gold answers counts. */
function differenceFrom(
  golds: readonly string[],
  given: unknown,
  fields: readonly string[] | undefined,
): string | undefined {
  const differences = golds.map(gold => difference(JSON.parse(gold), given, fields))
  return differences.some(found => found === undefined) ? undefined : differences[0]
}

function difference(gold: unknown, given: unknown, named: readonly string[] | undefined): string | undefined {
  const fields = named ?? fieldsOf(gold)
  if (fields === undefined) return isDeepStrictEqual(gold, given) ? undefined : 'another value'
  const path = differingField(gold, given, fields)
  return path === undefined ? undefined : `${path} differs`
}

function unfit({ target = [] }: Sample, { schema, fields }: Pick<Settings, 'schema' | 'fields'>): string | undefined {
  if (target.length === 0)
    return schema === undefined
      ? 'it has no gold answer, and the task sets no `schema`'
      : fields && 'it has no gold answer'
  for (const gold of target) {
    const value = jsonIn(gold)
    if (value === undefined) return `its gold answer ${JSON.stringify(gold.slice(0, 60))} is no JSON`
    const missing = fields?.find(path => fieldOf(value.value, path) === undefined)
    if (missing !== undefined) return `its gold answer has no field \`${missing}\``
  }
  return undefined
}

function jsonIn(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    // Told as a fault of the row.
    return undefined
  }
}

const settings = judgeSettings(Settings, judgeWith)

export default judgeWith({})
