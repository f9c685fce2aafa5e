import { createHash, timingSafeEqual } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import type { MiddlewareHandler } from 'hono'

/** What the server answers to: `host:port` as a Host header says it. */
export function allowedHosts(host: string, port: number, extra: readonly string[]): Set<string> {
  const own = Object.values(networkInterfaces()).flatMap(list => (list ?? []).map(({ address }) => address))
  const names = isAny(host) ? [...own, 'localhost'] : isLoopback(host) ? ['127.0.0.1', '::1', 'localhost'] : [host]
  return new Set([...names, ...extra].map(name => `${name.includes(':') ? `[${name}]` : name}:${port}`.toLowerCase()))
}

export const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|::1|localhost)$/.test(host)

/** How raters name the server in a link: for one that listens everywhere, by an address that others can reach. */
export function hostInLinks(host: string): string {
  const addresses = Object.values(networkInterfaces()).flatMap(list => list ?? [])
  const reachable = addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address
  const name = isAny(host) ? (reachable ?? 'localhost') : host
  return name.includes(':') ? `[${name}]` : name
}

const isAny = (host: string): boolean => host === '0.0.0.0' || host === '::'

/**
 * Refuses with 403 what doesn't come from the page itself: a foreign Host (DNS rebinding), a foreign Origin, a change
 * without an Origin. `hosts` is asked at each request, since the port is known only once the server listens.
 */
export const sameOrigin =
  (hosts: () => ReadonlySet<string>): MiddlewareHandler =>
  async (context, next) => {
    const host = context.req.header('host')?.toLowerCase() ?? ''
    const origin = context.req.header('origin')?.toLowerCase()
    const reads = context.req.method === 'GET'
    const known = hosts().has(host) && (origin === undefined ? reads : origin === `http://${host}`)
    if (!known) return context.text('Forbidden', 403, headers)
    return next()
  }

/** On every answer: no script, style or connection but our own files, no framing, no referrer with the token in it. */
export const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** Finds who a token belongs to, in a time that doesn't tell how much of it was right. */
export function whoHas(tokens: ReadonlyMap<string, string>): (token: string) => string | undefined {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const known = [...tokens].map(([token, rater]) => ({ hash: digest(token), rater }))
  return token => {
    const hash = digest(token)
    return known.find(one => timingSafeEqual(one.hash, hash))?.rater
  }
}
