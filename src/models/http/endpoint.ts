import { XevalError } from '../../core/errors.ts'
import { checkedKey } from './key.ts'

/** Where requests go. Only `baseUrl` may be shown or recorded. */
export interface Endpoint {
  /** Without userinfo, query and trailing slash. */
  baseUrl: string
  origin: string
  /** Path of the base URL, without a trailing slash. */
  path: string
  /** Sent with every request (`?api-version=…`), never shown. */
  query: string
  headers: Readonly<Record<string, string>>
  /** Texts that no message may hold, should the server repeat them. */
  secrets: readonly string[]
  /** How to give the key, as the hint of a 401. */
  keyHint: string
}

export interface BaseUrl extends Pick<Endpoint, 'baseUrl' | 'origin' | 'path' | 'query'> {
  /** `Authorization` from the userinfo: one part alone is a bearer key, two are HTTP Basic. */
  authorization?: string
  secrets: string[]
}

/** Takes userinfo and query out of a base URL; the errors it throws show neither. A URL without a path gets `/v1`. */
export function parseBaseUrl(text: string): BaseUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname.includes('@') || url.hash)
    throw new XevalError('bad-url', `${maskUserinfo(text)} is not an http(s) URL`, {
      hint: 'Write http://HOST:PORT/v1#NAME; percent-encode @, / and # in a key that is part of the URL.',
    })
  const path = url.pathname.replace(/\/+$/, '') || '/v1'
  const user = checkedKey(decode(url.username).trim(), 'the key in the URL')
  const password = checkedKey(decode(url.password).trim(), 'the key in the URL')
  const basic = Buffer.from(`${user}:${password}`).toString('base64')
  const authorization =
    user && password ? `Basic ${basic}` : user || password ? `Bearer ${user || password}` : undefined
  return {
    baseUrl: url.origin + path,
    origin: url.origin,
    path,
    query: url.search,
    ...(authorization !== undefined && { authorization }),
    secrets: [user, password, basic, ...url.searchParams.values()],
  }
}

/** The text with every secret replaced by `***`. */
export const redact = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((shown, secret) => (secret.length >= minSecret ? shown.replaceAll(secret, '***') : shown), text)

/** Whatever could be userinfo in a text that does not parse as a URL, replaced by `***`. */
export const maskUserinfo = (text: string): string => text.replace(/\/\/.*@/s, '//***@').replace(/\?[^#]*/, '')

/** Shorter ones (`v1`, a user name `me`) would blank out ordinary words. */
const minSecret = 4

/** A stray % is part of the key. */
const decode = (text: string): string =>
  text.replace(/(%[0-9a-f]{2})+/gi, bytes => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString())
