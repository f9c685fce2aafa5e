import { messageOf, XevalError } from '../core/errors.ts'

/** The part of `fetch` that a download uses; tests bring their own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface DownloadOptions {
  signal?: AbortSignal
  token?: string
  fetch?: Fetch
}

/**
 * The response at the end of at most five redirects. Every address must be https, without a user name; a redirect may
 * lead only to the same host or to one of the hosts that the pinned files' own hosts use. The bearer token never
 * leaves the first host.
 */
export async function followRedirects(
  pinned: string,
  { signal, token, fetch = globalThis.fetch }: DownloadOptions,
): Promise<Response> {
  const first = checkAddress(pinned)
  let url = first
  let secret = token
  for (let hops = 0; hops <= maxRedirects; hops++) {
    const headers = new Headers({ 'user-agent': 'xeval', 'accept-encoding': 'identity' })
    if (secret !== undefined) headers.set('authorization', `Bearer ${secret}`)
    const response = await ask(fetch, url, { headers, redirect: 'manual', ...(signal ? { signal } : {}) })
    const location = redirects.has(response.status) ? response.headers.get('location') : null
    if (location === null) {
      if (response.status === 200) return response
      await response.body?.cancel()
      throw badStatus(url, response.status, token !== undefined)
    }
    await response.body?.cancel()
    url = nextAddress(url, location)
    if (url.host !== first.host) secret = undefined
  }
  throw refused(`${pinned}: more than ${maxRedirects} redirects`)
}

const maxRedirects = 5
const redirects = new Set([301, 302, 303, 307, 308])

/** Hosts that GitHub and Hugging Face send a download on to. */
const trusted = [
  /^(raw|media|objects|release-assets)\.githubusercontent\.com$/,
  /^github\.com$/,
  /^huggingface\.co$/,
  /\.(huggingface\.co|hf\.co)$/,
]

async function ask(fetch: Fetch, url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url.href, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
    throw new XevalError('download-failed', `${shown(url)}: ${url.host} cannot be reached: ${messageOf(cause)}`, {
      hint: 'Check the network, or import the file with --from FILE.',
      cause: error,
    })
  }
}

function checkAddress(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href)
  if (!url) throw refused(`${text}: not a URL`)
  if (url.protocol !== 'https:') throw refused(`${url.protocol}//${url.host}: only https downloads are allowed`)
  if (url.username || url.password) throw refused(`https://${url.host}: a URL must not contain a user name`)
  return url
}

function nextAddress(from: URL, location: string): URL {
  const url = checkAddress(location, from)
  if (url.host === from.host || trusted.some(host => host.test(url.host))) return url
  throw refused(`${shown(from)} redirects to ${url.host}, which is not a host of pinned files`)
}

/** Without the query, which may be signed. */
const shown = (url: URL): string => url.origin + url.pathname

const refused = (message: string): XevalError =>
  new XevalError('download-refused', message, { hint: 'Import the file with --from FILE.' })

function badStatus(url: URL, status: number, withToken: boolean): XevalError {
  const gated = status === 401 || status === 403
  const hint = gated
    ? withToken
      ? 'The token was rejected. Accept the terms on the file’s page with the same account.'
      : 'The file is gated, or the host refuses downloads from here. Import it with --from FILE.'
    : 'Try again later, or import the file with --from FILE.'
  return new XevalError('download-refused', `${shown(url)}: the server returned status ${status}`, { hint })
}
