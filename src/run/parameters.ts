import type { Manifest } from '../core/manifest.ts'
import type { Settings } from './settings.ts'

/** At which several answers to a question differ, and are still a model's usual ones. */
export const EPOCHS_TEMPERATURE = 0.6

/** Temperature is 0 unless asked otherwise, or where several epochs should differ. */
export function parametersOf({ temperature, topP, epochs = 1, param }: Settings): Manifest['parameters'] {
  const sent = temperature ?? (epochs > 1 ? EPOCHS_TEMPERATURE : 0)
  return {
    ...(sent !== 'default' && { temperature: sent }),
    ...(topP !== undefined && { topP }),
    ...(param !== undefined && { extra: extraOf(param) }),
  }
}

/** What a judge is asked with, where the user says so; else temperature 0 and its own limit. */
export function judgeParametersOf({ judgeTemperature, judgeMaxTokens, judgeParam }: Settings) {
  if (judgeTemperature === undefined && judgeMaxTokens === undefined && judgeParam === undefined) return undefined
  const temperature = judgeTemperature ?? 0
  return {
    ...(temperature !== 'default' && { temperature }),
    ...(judgeMaxTokens !== undefined && { maxTokens: judgeMaxTokens }),
    ...(judgeParam !== undefined && { extra: extraOf(judgeParam) }),
  }
}

/** `--param` values are JSON where they parse as such, text else. */
const extraOf = (param: NonNullable<Settings['param']>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(param).map(([name, value]) => [name, typeof value === 'string' ? jsonOr(value) : value]),
  )

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
