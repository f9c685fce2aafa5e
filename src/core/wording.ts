import { z } from 'zod'

/**
 * The languages of reports.
 *
 * @example
 * const languages: Language[] = ['en', 'zh']
 * languages.length // → 2
 */
export const Language = z.enum(['en', 'zh'])
export type Language = z.infer<typeof Language>

/**
 * A sentence in both languages of reports; plain text stays in whatever language its author wrote.
 *
 * @example
 * const wordings: Wording[] = ['plain', { en: 'good', zh: '好' }]
 * wordings.map(wording => said(wording, 'en')) // → ['plain', 'good']
 */
export const Wording = z.union([z.string(), z.strictObject({ en: z.string(), zh: z.string() })])
export type Wording = z.infer<typeof Wording>

/**
 * A wording in one language.
 *
 * @example
 * said({ en: 'good', zh: '好' }, 'zh') // → '好'
 * said('as it is', 'zh') // → 'as it is'
 */
export const said = (wording: Wording, language: Language): string =>
  typeof wording === 'string' ? wording : wording[language]
