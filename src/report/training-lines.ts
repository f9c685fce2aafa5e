import type { Language } from '../core/wording.ts'

/** A file of training data that was read, with its rows by shape. */
export interface TrainingFile {
  file: string
  rows: number
  shapes: Readonly<Record<string, number>>
}

/** A line a file: how many rows it has, and of which shape they are. */
export function trainingLines(files: readonly TrainingFile[], language: Language): string[] {
  const say = words[language]
  return files.map(({ file, rows, shapes }) => {
    const isOne = Object.keys(shapes).length === 1
    const named = Object.entries(shapes).map(([shape, count]) => {
      const name = say.shapes[shape] ?? shape
      return isOne ? name : `${name} ${count}`
    })
    return say.read(file, rows.toLocaleString('en-US'), named.join(say.list))
  })
}

interface TrainingWords {
  read(file: string, rows: string, shapes: string): string
  shapes: Readonly<Record<string, string>>
  list: string
}

const words: Record<Language, TrainingWords> = {
  en: {
    read: (file, rows, shapes) => `${file}: ${rows} rows (${shapes})`,
    shapes: {
      messages: 'messages',
      sharegpt: 'ShareGPT',
      alpaca: 'Alpaca',
      'prompt-response': 'prompt and response',
      text: 'text',
      other: 'all text fields',
    },
    list: ', ',
  },
  zh: {
    read: (file, rows, shapes) => `${file}：${rows} 行（${shapes}）`,
    shapes: {
      messages: 'messages',
      sharegpt: 'ShareGPT',
      alpaca: 'Alpaca',
      'prompt-response': '提示与回答',
      text: '文本',
      other: '全部文本字段',
    },
    list: '、',
  },
}
