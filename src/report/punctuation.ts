import type { Language } from '../core/wording.ts'

/** What stands between words, so that texts put together from parts read as one. */
export interface Punctuation {
  separator: string
  /** Between names. */
  list: string
  semicolon: string
  colon: string
  stop: string
  /** Between sentences. */
  space: string
  /** Around an aside. */
  open: string
  close: string
}

export const punctuation: Record<Language, Punctuation> = {
  en: { separator: ', ', list: ', ', semicolon: '; ', colon: ': ', stop: '.', space: ' ', open: ' (', close: ')' },
  zh: { separator: '，', list: '、', semicolon: '；', colon: '：', stop: '。', space: '', open: '（', close: '）' },
}
