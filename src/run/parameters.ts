import { XevalError } from '../core/errors.ts'
import type { Manifest } from '../core/manifest.ts'
import { secretParam } from '../core/secret-param.ts'
import type { Settings } from './settings.ts'

/** At which several answers to a question differ, and are still a model's usual ones. */
export const EPOCHS_TEMPERATURE = 0.6

/** Temperature is 0 unless asked otherwise, or where several epochs should differ. */
export function parametersOf({ temperature, topP, epochs = 1, param }: Settings): Manifest['parameters'] {
  const sent = temperature ?? (epochs > 1 ? EPOCHS_TEMPERATURE : 0)
  return {
    ...(sent !== 'default' && { temperature: sent }),
    ...(topP !== undefined && { topP }),
    ...(param !== undefined && { extra: extraOf('--param', param) }),
  }
}

/** What a judge is asked with, where the user says so; else temperature 0 and its own limit. */
export function judgeParametersOf({ judgeTemperature, judgeMaxTokens, judgeParam }: Settings) {
  if (judgeTemperature === undefined && judgeMaxTokens === undefined && judgeParam === undefined) return undefined
  const temperature = judgeTemperature ?? 0
  return {
    ...(temperature !== 'default' && { temperature }),
    ...(judgeMaxTokens !== undefined && { maxTokens: judgeMaxTokens }),
    ...(judgeParam !== undefined && { extra: extraOf('--judge-param', judgeParam) }),
  }
}

/** `--param` values are JSON where they parse as such, text else. Throws for what looks like a secret, and doesn't repeat it. */
function extraOf(option: string, param: NonNullable<Settings['param']>): Record<string, unknown> {
  const extra = Object.fromEntries(
    Object.entries(param).map(([name, value]) => [name, typeof value === 'string' ? jsonOr(value) : value]),
  )
  const secret = secretParam(extra)
  if (secret === undefined) return extra
  throw new XevalError('secret-parameter', `${option} ${secret} looks like a secret, and parameters are recorded`, {
    hint: 'Give keys by the environment (XEVAL_API_KEY, or --api-key-env HOST=NAME) or by a file (--api-key-env HOST=@FILE).',
  })
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
