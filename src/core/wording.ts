import { z } from 'zod'

export const Language = z.enum(['en', 'zh'])
export type Language = z.infer<typeof Language>

/** A sentence in both languages of reports; plain text stays in whatever language its author wrote. */
export const Wording = z.union([z.string(), z.strictObject({ en: z.string(), zh: z.string() })])
export type Wording = z.infer<typeof Wording>

export const said = (wording: Wording, language: Language): string =>
  typeof wording === 'string' ? wording : wording[language]
