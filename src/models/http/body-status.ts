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
  [
    /ratelimit|requestlimit|limitexceeded|toomanyrequests|throttl|resourceexhausted|requestsperminute/,
    429,
    /rate[ _-]?limit|too many requests|request limit reached|速率限制|限流|请求(过多|过于频繁)|频率(限制|过高|超)/i,
  ],
  [
    /insufficientquota|quotaexceeded|insufficientbalance|insufficientcredit|billing|paymentrequired|arrear/,
    402,
    /insufficient (balance|credits?|quota)|余额不足|欠费|额度不足/i,
  ],
  [
    /authentication|authfail|unauthori[sz]ed|invalidapikey|unauthenticated/,
    401,
    /invalid (api key|access token|token)|incorrect api key|access token (is )?(invalid|expired)|鉴权失败|认证失败|无效的?(令牌|密钥)/i,
  ],
  [/permission|forbidden|accessdenied/, 403],
  [/notfound/, 404],
  [/overloaded/, 529, /overloaded/i],
  [/timeout|deadlineexceeded/, 504, /timed? ?out/i],
  [/unavailable/, 503, /service (is )?(temporarily )?unavailable/i],
  [/badgateway/, 502, /bad gateway/i],
  [/internal|servererror|apierror|upstream|providererror/, 500],
  [/invalidrequest|badrequest|invalidargument|invalidparameter|validation|contextlength|unsupported/, 400],
]
