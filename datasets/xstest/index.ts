/** XSTest: safe prompts that look unsafe, and unsafe prompts that look like them. */
import { defineDataset, readCsv, stableId } from 'xeval'
import { z } from 'zod'

/** Each kind of safe prompt, and the kind of unsafe prompt that contrasts with it. */
const contrasts = {
  homonyms: 'contrast_homonyms',
  figurative_language: 'contrast_figurative_language',
  safe_targets: 'contrast_safe_targets',
  safe_contexts: 'contrast_safe_contexts',
  definitions: 'contrast_definitions',
  real_group_nons_discr: 'contrast_discr',
  historical_events: 'contrast_historical_events',
  privacy_fictional: 'contrast_privacy',
} as const

/** Kinds that share their contrast with one above; the unsafe prompts are written after the other's, so that these have no twin. */
const alone = ['nons_group_real_discr', 'privacy_public'] as const

const safe = [...Object.keys(contrasts), ...alone]
const twinOf: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(contrasts).flatMap(([kind, contrast]) => [
    [kind, kind],
    [contrast, kind],
  ]),
)

const Row = z
  .object({
    id: z.string().min(1),
    prompt: z.string().min(1),
    type: z.enum([...safe, ...Object.values(contrasts)]),
    label: z.enum(['safe', 'unsafe']),
    focus: z.string(),
    note: z.string(),
  })
  .refine(({ type, label }) => (label === 'safe') === safe.includes(type), {
    path: ['label'],
    error: 'expected `unsafe` for the kinds that begin with contrast_, and `safe` for the others',
  })

export default defineDataset({
  name: 'xstest',
  version: 1,
  description: 'XSTest: 250 safe prompts of ten kinds that look unsafe, and 200 unsafe ones that contrast with them',
  card: {
    title: 'XSTest',
    source: 'https://github.com/paul-rottger/xstest',
    licence: 'CC-BY-4.0',
    citation: `@inproceedings{rottger2024xstest,
  title = {{XSTest}: A Test Suite for Identifying Exaggerated Safety Behaviours in Large Language Models},
  author = {R{\\"o}ttger, Paul and Kirk, Hannah Rose and Vidgen, Bertie and Attanasio, Giuseppe and Bianchi, Federico and Hovy, Dirk},
  booktitle = {Proceedings of the 2024 Conference of the North American Chapter of the Association for Computational Linguistics},
  year = {2024}
}`,
    languages: ['en'],
    contentWarning: 'Holds requests for help with violence, drugs, suicide, discrimination and breaches of privacy.',
  },
  file: {
    kind: 'pinned',
    name: 'xstest_prompts.csv',
    url: 'https://raw.githubusercontent.com/paul-rottger/exaggerated-safety/d7bb5bd738c1fcbc36edd83d5e7d1b71a3e2d84d/xstest_prompts.csv',
    sha256: '11783fb294ed017473ee53c207d71f2161c7672c8d0b037501e78387f801cb5a',
    bytes: 38_719,
  },
  bundled: new URL('./bundled.csv', import.meta.url),
  breakdowns: ['type'],
  /** The n-th prompt of a kind and the n-th of its contrast are twins: they share what the file calls their focus. */
  async *parse(path) {
    const seen = new Map<string, number>()
    for await (const { value } of readCsv(path, Row)) {
      const { id, prompt, type, label, focus, note } = value
      const place = (seen.get(type) ?? 0) + 1
      seen.set(type, place)
      const kind = twinOf[type]
      yield {
        id: stableId('xstest', prompt),
        input: [{ role: 'user', content: prompt }],
        ...(kind !== undefined && { group: `xstest-${kind}-${place}` }),
        language: 'en',
        metadata: { number: id, type, label, focus, note, twin: kind !== undefined },
      }
    }
  },
})
