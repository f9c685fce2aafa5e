import { z } from 'zod'
import { answeredTexts } from './answered-texts.ts'
import { gateTexts } from './gate-remark-texts.ts'
import { figureTexts } from './remark-texts.ts'
import { inChinese, type Sentence } from './remark-words.ts'
import type { Language } from './wording.ts'

const Value = z.union([z.string(), z.number()])

/**
 * What the engine has to say of a comparison, by its code and values: `remarkText` words it.
 *
 * @example
 * const remark: Remark = { code: 'nothing-scored', values: {} }
 * remarkText(remark, 'en') // → 'no sample is scored in both runs'
 */
export const Remark = z.object({
  code: z.enum([
    'none-changed',
    'weighted',
    'nested',
    'strata-left-out',
    'nothing-scored',
    'none-shared',
    'only-before',
    'only-after',
    'one-sample',
    'one-group',
    'all-equal',
    'few-clusters',
    'one-rater',
    'raters-apart',
    'no-primary',
    'little-overlap',
    'no-value',
    'no-metric',
    'differs',
    'other-version',
    'answers-unclosed-thought',
    'answers-run-on',
    'answers-template-token',
    'answers-left-over-mark',
    'answers-filled-limit',
    'answers-no-finish-reason',
    'answers-uncounted-thoughts',
    'answers-same-length',
    'judge-fails-in-arm',
    'judge-fails-on-label',
    'interrupted-run',
    'epochs-at-zero',
    'another-answered',
    'several-answered',
    'not-listed',
    'server-changed',
    'one-model',
    'identical-answers',
    'all-identical',
    'judge-another-answered',
    'judge-several-answered',
    'judges-differ',
    'judge-server-changed',
    'same-weights',
    'cached-by-name',
    'cached-by-weights',
    'all-cached',
    'refused-parameters',
    'judge-refused-parameters',
    'bundled-left-out',
    'no-repeat',
    'not-in-runs',
    'large-improvement',
  ]),
  values: z.record(z.string(), Value),
})
export type Remark = z.infer<typeof Remark>

/**
 * A remark as a sentence.
 *
 * @example
 * remarkText({ code: 'nothing-scored', values: {} }, 'en') // → 'no sample is scored in both runs'
 */
export const remarkText = ({ code, values }: Remark, language: Language): string => {
  const colon = language === 'zh' ? '：' : ': '
  const run = values['run'] === undefined ? '' : `${values['run']}${colon}`
  const arm =
    values['arm'] === undefined ? '' : `${language === 'zh' ? inChinese(values['arm']) : values['arm']}${colon}`
  return run + arm + texts[code][language](name => values[name] ?? '')
}

const texts: Record<Remark['code'], Sentence> = { ...figureTexts, ...answeredTexts, ...gateTexts }
