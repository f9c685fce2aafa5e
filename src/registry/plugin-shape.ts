import { z } from 'zod'
import type { PluginKind } from '../core/api.ts'
import { XevalError } from '../core/errors.ts'

const name = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected a name in kebab-case')
const described = { name, version: z.int().min(1), description: z.string().min(1) }
const callable = z.custom<object>(value => typeof value === 'function', 'expected a function')
const scale = z.union([z.array(z.string()).min(1), z.object({ min: z.number(), max: z.number() })])
const judge = z.object({ ...described, scale, prompts: z.array(z.unknown()), judge: callable })
const dataset = z.object({ ...described, card: z.object({ title: z.string() }), parse: callable })
const benchmark = z.object({
  ...described,
  dataset,
  prompts: z.array(z.unknown()),
  judges: z.array(judge).min(1),
  metrics: z.array(z.unknown()).min(1),
})

/** What a run relies on: the type checker holds modules in TypeScript to it, and nothing does others. */
const shapes = {
  suite: z.object({ ...described, title: z.string(), benchmarks: z.array(benchmark).min(1) }),
  dataset,
  judge,
  report: z.object({ ...described, render: callable }),
  provider: z.object({
    ...described,
    syntax: z.string(),
    prefixes: z.array(z.string()),
    accepts: callable,
    open: callable,
  }),
} satisfies Record<PluginKind, z.ZodType>

/** Throws for a plug-in with a field missing or wrong: what it makes of a manifest could not be read again. */
export function checkShape(kind: PluginKind, plugin: { readonly name: unknown }, from: string): void {
  const { error } = shapes[kind].safeParse(plugin)
  const issue = error?.issues[0]
  if (issue === undefined) return
  const path = issue.path.join('.') || 'it'
  throw new XevalError('bad-plugin', `${from}: ${kind} ${JSON.stringify(plugin.name)}: ${path}: ${issue.message}`, {
    hint: 'The contract tests of `xeval/testing` list all that is wrong with it: see docs/plugins.md.',
  })
}
