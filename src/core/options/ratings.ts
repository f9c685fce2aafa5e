import { flag, number, oneOf, text, texts } from '../field.ts'
import { under, type Values } from '../option.ts'
import { placeOptions } from './output.ts'

const option = under('Ratings')

export const ratedArguments = [
  { name: 'before', completes: 'run' },
  { name: 'after', optional: true, completes: 'run' },
] as const

const rater = option('<name>', texts, 'name of a rater', { many: true })

/** How answers are rated. */
export const modeOptions = {
  mode: option(
    '<mode>',
    oneOf('absolute', 'pairwise'),
    'absolute (0–100) or pairwise: which answer is better (default absolute)',
  ),
  ...placeOptions,
}

/** Who rates; `raters` stands for R1, R2 and so on. */
export const raterOptions = {
  rater,
  raters: option(
    '<n>',
    number('a whole number from 1 to 100', value => Number.isInteger(value) && value >= 1 && value <= 100),
    'number of raters, named R1, R2 … (default: those given by --rater)',
  ),
}

export const serverOptions = {
  rater,
  host: option('<host>', text, 'address to listen on (default: this machine only)'),
  port: option(
    '<n>',
    number('a port from 0 to 65535', value => Number.isInteger(value) && value >= 0 && value <= 65_535),
    'port to listen on (default 8737)',
  ),
  name: option('<host>', texts, 'additional host name under which raters open the page', { many: true }),
}

export const importOptions = {
  from: option('<file...>', texts, 'filled sheets as CSV, TSV or JSONL: a column `rating`, or a column per rater', {
    many: true,
    completes: 'file',
  }),
  scale: option('<min-max>', text, 'rating scale of the sheets (default 0-100)'),
  rater: option('<name>', texts, 'rater of the sheets, if no column names one', { many: true }),
  pseudonyms: option(undefined, flag, 'store pseudonyms instead of names'),
  partial: option(undefined, flag, 'import the valid cells even if others are invalid'),
}

/** `--rater NAME` as often as wanted, or `--raters 3` for R1, R2 and R3. */
export const ratersOf = ({ rater = [], raters = 0 }: Values<typeof raterOptions>): string[] => [
  ...rater,
  ...Array.from({ length: raters }, (_, i) => `R${i + 1}`),
]
