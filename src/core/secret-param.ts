/**
 * The path (`headers.Authorization`) of the first request parameter that looks like a secret, by its name or by its value, however
 * deep it stands; undefined where none does. Parameters are recorded in manifests and shown in reports, so that no secret may be one.
 */
export function secretParam(value: unknown, path: readonly string[] = []): string | undefined {
  const name = path.at(-1)
  const isText = typeof value === 'string' && value.trim() !== ''
  if (name !== undefined && isSecretName(name) && (isText || isNested(value) || typeof value === 'number'))
    return shown(path)
  if (isText) return valueForms.some(form => form.test(value)) ? shown(path) : undefined
  if (!isNested(value)) return undefined
  for (const [key, inner] of Object.entries(value)) {
    // A name may be the secret itself, where a pair was written the wrong way round: it is not repeated.
    if (valueForms.some(form => form.test(key))) return shown([...path, '***'])
    const found = secretParam(inner, [...path, key])
    if (found !== undefined) return found
  }
  return undefined
}

const shown = (path: readonly string[]): string => path.join('.')

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null

/** `apiKey`, `X-Api-Key` and `API_KEY` are one name. Token counts, ids and marks (`max_tokens`, `eos_token`) are none. */
const isSecretName = (name: string): boolean => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  const joined = words.join('_')
  return !harmless.test(joined) && secretNames.test(joined)
}

const secretNames =
  /(^|_)((api|access|secret|private|auth|account|subscription|master|license|service|encryption|signing)_?keys?|key|apikey|secrets?|passw(or)?d|passphrase|pwd|credentials?|authorization|proxy_authorization|authentication|auth|bearer|cookies?|jwt|pat|signature)$|^(set_)?cookie$|^(.*_)?(access|auth|api|bearer|refresh|session|security|id|hf|hub|github|gh|user|service|secret|private|personal|csrf|xsrf|vault|client|account)_?tokens?$|^(x_)?token$|^x_.*(key|token|secret|auth).*$|^secret_|(^|_)(password|client_secret)(_|$)/

const harmless = /^(prompt_cache|cache|routing|session|primary|sort|group|partition)_key$/

/** What keys of services look like, wherever they stand in a text. */
const valueForms: readonly RegExp[] = [
  /\b(sk|pk|rk)-[A-Za-z0-9][\w-]{7,}/,
  /\b(sk|pk|rk)_(live|test)_\w{8,}/,
  /\b(hf|gsk|r8|npm|dop_v1|pplx|fw|csk|lin_api|glsa|hvs|shpat)_[A-Za-z0-9]{16,}/,
  /\b(nvapi|pplx|xai|glpat|ghs|key|csk|esecret|tgp_v1|fw)-[A-Za-z0-9_-]{16,}/,
  /\bgh[a-z]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}/,
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{30,}|\bya29\.[\w-]{20,}/,
  /\bxox[a-z]-[\w-]{10,}/,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\./,
  /\b(bearer|basic)\s+[A-Za-z0-9+/=._~-]{8,}/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /[a-z][a-z0-9+.-]*:\/\/[^\s/@:]*:?[^\s/@]+@/i,
  /[?&](api[_-]?key|key|token|access_token|sig|signature|secret|password)=[^&\s]+/i,
]
