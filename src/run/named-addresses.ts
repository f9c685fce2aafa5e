/**
 * Whether an address is one that the user named in this command or its config: a key of the environment is not sent to one that
 * only the files of a run name. `given` are REFs, and judges as `NAME=REF`. What is no URL has its provider's own key.
 */
export function namedAddresses(given: readonly (string | undefined)[]): (ref: string) => boolean {
  const named = new Set(given.map(originOf).filter(origin => origin !== undefined))
  return ref => {
    const origin = originOf(ref)
    return origin === undefined || named.has(origin)
  }
}

function originOf(ref: string | undefined): string | undefined {
  const url = /https?:\/\/.*$/is.exec(ref ?? '')?.[0]
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined
}
