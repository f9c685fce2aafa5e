import { malformed, readJsonl, type Sample, stableId } from 'xeval'
import { z } from 'zod'
import { scenarioGroups } from './scenarios.ts'

const Row = z.object({ scenario: z.string(), prompt: z.string().min(1), response: z.string() })

/**
 * Auto-J's single-response rows as samples; `response` is another model's and isn't used. A prompt that comes again
 * (four of the English set's 232 do) is one sample. `planning` is the scenario of that name.
 */
export async function* parseSingle(dataset: string, language: string, path: string): AsyncGenerator<Sample> {
  const seen = new Set<string>()
  for await (const { value, line } of readJsonl(path, Row)) {
    const { scenario, prompt } = value
    const group = scenarioGroups.get(scenario)
    if (group === undefined) {
      throw malformed(
        { file: path, line },
        `field \`scenario\`: expected one of Auto-J's scenarios, found "${scenario}"`,
      )
    }
    const id = stableId(dataset, prompt)
    if (seen.has(id)) continue
    seen.add(id)
    yield {
      id,
      input: [{ role: 'user', content: prompt }],
      language,
      metadata: { scenario, group, planning: scenario === 'planning' },
    }
  }
}
