import { XevalError } from '../../core/errors.ts'
import type { ModelOptions } from '../../core/provider.ts'
import { keyIn, keyOf } from './key.ts'

/** The variable whose key goes to any host that the command names. */
const ANY_HOST = 'XEVAL_API_KEY'

/**
 * The key for an address: the variable or file that `--api-key-env` binds to its host, or `XEVAL_API_KEY`. It is sent neither
 * unencrypted to another machine nor to an address that only the files of a run name.
 */
export function hostKey(address: string, { env, keys }: Pick<ModelOptions, 'env' | 'keys'>): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || url.username !== '' || url.password !== '') return undefined
  const bound = [url.host, url.hostname].map(host => keys?.byHost[host]).find(name => name !== undefined)
  const file = bound?.startsWith('@') ? bound.slice(1) : undefined
  const name = file === undefined ? (bound ?? ANY_HOST) : `the key of --api-key-env ${url.host}`
  const key = file === undefined ? keyOf(env, name) : keyIn(file, url.host)
  if (bound !== undefined && key === undefined)
    throw new XevalError('no-api-key', `${name}, which has the key for ${url.host}, is not set`, {
      hint: `Set ${name}, or leave out --api-key-env for this host.`,
    })
  if (key === undefined || isThisMachine(url.hostname)) return key
  if (bound === undefined && keys?.ofManifest === true)
    throw new XevalError('key-not-bound', `${ANY_HOST} is not sent to ${url.host}, which only the run's files name`, {
      hint: `Name the host, if it is yours: --api-key-env ${url.host}=${ANY_HOST}. Without a key: unset ${ANY_HOST}.`,
    })
  if (url.protocol === 'http:' && keys?.insecure !== true)
    throw new XevalError('key-in-clear', `${name} would be sent unencrypted to ${url.host}`, {
      hint: `Use https://, or add --insecure if you trust the network. Without a key: ${file === undefined ? `unset ${name}` : 'leave out --api-key-env'}.`,
    })
  return key
}

const isThisMachine = (host: string): boolean => /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host)
