import { isIPv4 } from 'node:net'
import { XevalError } from '../../core/errors.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The proxy of the environment that an address is reached through. */
export interface Proxy {
  /** With its userinfo: never shown. */
  url: string
  /** For messages: without userinfo, and with the variable that names it. */
  shown: string
}

/**
 * `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`, small letters first, unless `NO_PROXY` takes the host out of it. This machine
 * itself is never reached through a proxy. Throws, naming the variable, for a value that is no proxy's URL.
 */
export function proxyFor(origin: string, env: Env): Proxy | undefined {
  const { protocol, hostname, port } = new URL(origin)
  const scheme = protocol.slice(0, -1)
  const variables = [`${scheme}_proxy`, `${scheme.toUpperCase()}_PROXY`, 'all_proxy', 'ALL_PROXY']
  const variable = variables.find(name => env[name]?.trim())
  if (variable === undefined || isLoopback(hostname)) return undefined
  const exempt = (env['no_proxy'] || env['NO_PROXY'] || '').split(/[\s,]+/).filter(Boolean)
  if (exempt.some(entry => covers(entry, bare(hostname), port || (scheme === 'https' ? '443' : '80')))) return undefined
  const value = env[variable]?.trim() ?? ''
  const text = value.includes('://') ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^(https?|socks5?h?):$/.test(url.protocol) || url.hostname === '')
    throw new XevalError('bad-proxy', `${variable} is not a usable proxy URL`, {
      hint: `Write ${variable}=http://HOST:PORT (or https:// or socks5://), or add ${bare(hostname)} to NO_PROXY.`,
    })
  // The name is looked up by the proxy either way.
  url.protocol = url.protocol.replace('socks5h', 'socks5')
  return { url: url.href, shown: `${url.protocol}//${url.host} (${variable})` }
}

const bare = (hostname: string): string =>
  hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()

const isLoopback = (hostname: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|::1|0\.0\.0\.0|::ffff:7f.*)$/.test(bare(hostname))

/** `*`, `example.org` with all below it, `.example.org`, `*.example.org`, `10.0.0.0/8`, each with or without a port. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  const [, name = '', only] = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
  if (only !== undefined && only !== port) return false
  const [base = '', bits] = bare(name).split('/')
  if (bits !== undefined) return isIPv4(host) && isIPv4(base) && sharesPrefix(host, base, Number(bits))
  const suffix = base.replace(/^\*?\./, '')
  return suffix !== '' && (host === suffix || host.endsWith(`.${suffix}`))
}

const sharesPrefix = (a: string, b: string, bits: number): boolean =>
  bits >= 0 && bits <= 32 && Math.floor(numberOf(a) / 2 ** (32 - bits)) === Math.floor(numberOf(b) / 2 ** (32 - bits))

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
