import type { Judge } from './judge.ts'
import type { Label } from './judgment.ts'

/** Whether a judge may say so: one of its labels, or a rating between the ends of its scale. */
export const isOnScale = (scale: Judge['scale'], label: unknown): label is Label =>
  'min' in scale
    ? typeof label === 'number' && label >= scale.min && label <= scale.max
    : typeof label === 'string' && scale.includes(label)

/** What a judge may say, for messages. */
export const scaleInWords = (scale: Judge['scale']): string =>
  'min' in scale ? `${scale.min} to ${scale.max}` : scale.join(', ')
