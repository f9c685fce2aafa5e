import type { ServerFault } from './server-fault.ts'

/** The HTTP status that an error inside a 200 stands for; undefined where it doesn't say. */
export function statusIn({ codes, message }: ServerFault): number | undefined {
  for (const code of codes) {
    const number = /^[45]\d\d$/.test(code) ? Number(code) : undefined
    if (number !== undefined) return number
  }
  for (const code of codes) {
    const known = words.find(([pattern]) => pattern.test(code.replace(/[^a-z]/g, '')))
    if (known !== undefined) return known[1]
  }
  return words.find(([, , said]) => said?.test(message))?.[1]
}

/** Words of error codes and types, lower case and without marks, and what messages say where there is no such word. */
const words: readonly (readonly [code: RegExp, status: number, said?: RegExp])[] = [
  [/ratelimit|toomanyrequests|throttl|resourceexhausted|requestsperminute/, 429, /rate[ _-]?limit|too many requests/i],
  [
    /insufficientquota|quotaexceeded|insufficientbalance|insufficientcredit|billing|paymentrequired/,
    402,
    /insufficient (balance|credits?|quota)/i,
  ],
  [/authentication|unauthori[sz]ed|invalidapikey|unauthenticated/, 401, /invalid api key|incorrect api key/i],
  [/permission|forbidden|accessdenied/, 403],
  [/notfound/, 404],
  [/overloaded/, 529, /overloaded/i],
  [/timeout|deadlineexceeded/, 504, /timed? ?out/i],
  [/unavailable/, 503, /service (is )?(temporarily )?unavailable/i],
  [/badgateway/, 502, /bad gateway/i],
  [/internal|servererror|apierror|upstream|providererror/, 500],
  [/invalidrequest|badrequest|invalidargument|validation|contextlength|unsupported/, 400],
]
