export type Facts = Record<string, unknown>

/** What is known of something: a line a fact, and facts within it further in. */
export function factsText(facts: Facts, indent = ''): string {
  return Object.entries(facts)
    .map(([key, value]) => {
      if (isFacts(value)) return `${indent}${key}:\n${factsText(value, `${indent}  `)}`
      if (Array.isArray(value) && value.some(isFacts)) {
        return `${indent}${key}:\n${value.map(item => factsText(isFacts(item) ? item : { item }, `${indent}  `)).join(`${indent}  ──\n`)}`
      }
      const text = Array.isArray(value) ? value.join(', ') : String(value)
      return `${indent}${key}: ${text.replaceAll('\n', `\n${indent}  `)}\n`
    })
    .join('')
}

const isFacts = (value: unknown): value is Facts => typeof value === 'object' && value !== null && !Array.isArray(value)
