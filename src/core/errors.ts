import { said, type Wording } from './wording.ts'

/**
 * Exit codes of the command line; `XevalError.exitCode` holds one of them. Each means one thing: `gateFailed` is the verdict of a gate and
 * nothing else, `bug` a fault of xeval or of a plug-in.
 */
export const ExitCode = {
  ok: 0,
  gateFailed: 1,
  usage: 2,
  tooManyErrors: 3,
  inconclusive: 4,
  bug: 70,
  interrupted: 130,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** Where bad input stands; lines and columns count from 1. */
export interface Location {
  file: string
  line?: number
  column?: number
}

export interface ErrorDetails {
  /** What to do about it, as one imperative sentence or a command. */
  hint?: Wording
  location?: Location
  exitCode?: ExitCode
  cause?: unknown
}

const marker = Symbol.for('xeval.error')

/**
 * The one error class that users see: message and hint, without a stack. Anything else that is thrown is a bug.
 * Recognised by a shared symbol, since `instanceof` fails across two installed copies.
 *
 * @example
 * compare('no such run', 'nor this one') // throws no-run
 * XevalError.is(new XevalError('bad-file', 'a.csv has no column id', { hint: 'Add one.' })) // → true
 */
export class XevalError extends Error {
  readonly [marker] = true
  readonly code: string
  readonly hint: string | undefined
  /** Message and hint in Chinese, where they were given in both languages. */
  readonly zh: string | undefined
  readonly location: Location | undefined
  readonly exitCode: ExitCode

  constructor(code: string, message: Wording, details: ErrorDetails = {}) {
    super(said(message, 'en'), details.cause === undefined ? {} : { cause: details.cause })
    this.name = 'XevalError'
    this.code = code
    this.hint = details.hint === undefined ? undefined : said(details.hint, 'en')
    this.zh =
      typeof message === 'string' ? undefined : [message, details.hint ?? ''].map(part => said(part, 'zh')).join('')
    this.location = details.location
    this.exitCode = details.exitCode ?? ExitCode.usage
  }

  static is(value: unknown): value is XevalError {
    return typeof value === 'object' && value !== null && marker in value
  }
}

/**
 * A judge's reply outside its closed set of labels: kept whole, counted, never given a default class.
 *
 * @example
 * const error = new UnparsableReply('verdict', 'Well, it depends.', 'good or bad')
 * error.raw // → 'Well, it depends.'
 */
export class UnparsableReply extends XevalError {
  readonly raw: string

  constructor(judge: string, raw: string, expected: string) {
    super('unparsable-judgment', `${judge}: reply is not ${expected}: ${JSON.stringify(raw.slice(0, 120))}`, {
      hint: 'See the replies in judgments.jsonl. Use a judge that follows instructions better or supports JSON schemas.',
    })
    this.raw = raw
  }
}

/** A judge's reply that the token limit cut off: no judgment, and asked for again by a resume. `limit` is in tokens. */
export class TruncatedReply extends XevalError {
  readonly raw: string

  constructor(judge: string, raw: string, limit?: number) {
    const at = limit === undefined ? '' : ` of ${limit} tokens`
    super('truncated-judgment', `${judge}: its reply was cut off by the token limit${at}`, {
      hint: 'Run again with a larger --judge-max-tokens, and with --cache to reuse the model’s answers.',
    })
    this.raw = raw
  }
}

/** A judge's reply that its provider withheld: the text to be judged was too much for a filter. */
export class WithheldReply extends XevalError {
  readonly raw: string

  constructor(judge: string, raw: string) {
    super('withheld-judgment', `${judge}: its reply was withheld by the judge's provider`, {
      hint: 'Use a judge whose provider does not filter replies, such as a model you serve yourself.',
    })
    this.raw = raw
  }
}

/** A judge's reply that is a thought and nothing else: `raw` is what it thought. */
export class ThoughtReply extends XevalError {
  readonly raw: string

  constructor(judge: string, raw: string) {
    super(
      'unparsable-judgment',
      `${judge}: its reply is reasoning without a verdict: ${JSON.stringify(raw.slice(0, 120))}`,
      { hint: "Check the chat template and the reasoning parser of the judge's server: the reasoning must end." },
    )
    this.raw = raw
  }
}

/**
 * There is no judgment yet, since it doesn't come from a model: counted as unscored, and looked for again by a resume.
 *
 * @example
 * const error = new NotJudgedYet('not-rated', 'nobody has rated this answer yet')
 * error.pending // → true
 */
export class NotJudgedYet extends XevalError {
  readonly pending = true
}

/** `file:line:column`, as editors and terminals link it. */
export const formatLocation = ({ file, line, column }: Location): string =>
  [file, line, column].filter(part => part !== undefined).join(':')

/** The message of anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
