import { XevalError } from '../../core/errors.ts'

/**
 * `template.format(**values)` for plain names: `{name}` is replaced once, `{{` and `}}` are braces. Throws for a hole
 * without a value, a value without a hole, and for braces that Python would refuse.
 *
 * @example
 * pythonFormat('Rate {answer} as {{"score": 1}}', { answer: 'this' }) // → 'Rate this as {"score": 1}'
 */
export function pythonFormat(template: string, values: Readonly<Record<string, string>>): string {
  const used = new Set<string>()
  const text = template.replace(/\{\{|\}\}|\{(\w*)\}|[{}]/g, (match, name: string | undefined) => {
    if (match === '{{') return '{'
    if (match === '}}') return '}'
    if (name === undefined || !Object.hasOwn(values, name)) throw unfit(`\`${match}\` has no value`)
    used.add(name)
    return values[name] ?? ''
  })
  const unused = Object.keys(values).find(name => !used.has(name))
  if (unused !== undefined) throw unfit(`the template has no placeholder {${unused}}`)
  return text
}

/**
 * Fills the `{name}` holes of an f-string's text; every other brace is literal. Each is replaced once: a value that
 * holds `{other}` stays as it is. Throws for a value without a hole.
 *
 * @example
 * fillHoles('Rate {answer} as {"score": 1}', { answer: 'this' }) // → 'Rate this as {"score": 1}'
 */
export function fillHoles(text: string, values: Readonly<Record<string, string>>): string {
  const names = Object.keys(values)
  const unused = names.find(name => !text.includes(`{${name}}`))
  if (unused !== undefined) throw unfit(`the template has no placeholder {${unused}}`)
  return text.replace(/\{(\w+)\}/g, (match, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : match,
  )
}

const unfit = (problem: string): XevalError =>
  new XevalError('template', `the authors’ template does not match its values: ${problem}`)
