import type { Tier } from '../core/gate-policy.ts'
import type { GateOutcome } from '../core/gate-result.ts'
import type { Language } from '../core/wording.ts'

interface NoiseFacts {
  benchmark: string
  n: string
  flips: string
  delta: string
  seenFlips: string | undefined
  seenDelta: string | undefined
  widening: string | undefined
}

interface NightFacts {
  baseline: string
  n: number
  alarm: string
  pass: string
  alpha: string
  sequential: boolean
}

/** What a gate says, besides its reasons. */
export interface GateWords {
  /** At the beginning of the line. */
  heads: Record<GateOutcome, string>
  outcomes: Record<GateOutcome, string>
  tiers: Record<Tier, string>
  passed(passed: number, all: number): string
  firstNight(name: string, run: string): string
  rule: string
  tier: string
  outcome: string
  worstLoss: string
  noLoss: string
  margin: string
  note: string
  noise(facts: NoiseFacts): string
  nights(facts: NightFacts): string
  drift(benchmark: string, deltas: string): string
  colon: string
  semicolon: string
}

export const gateWords: Record<Language, GateWords> = {
  en: {
    heads: {
      passed: 'PASSED',
      regressed: 'REGRESSED',
      missing: 'MISSING',
      inconclusive: 'INCONCLUSIVE',
      'too-many-errors': 'TOO-MANY-ERRORS',
    },
    outcomes: {
      passed: 'passed',
      regressed: 'regressed',
      missing: 'missing',
      inconclusive: 'inconclusive',
      'too-many-errors': 'too many errors',
    },
    tiers: { critical: 'critical', supporting: 'supporting', advisory: 'advisory' },
    passed: (passed, all) => `${passed} of ${all} benchmarks passed`,
    firstNight: (name, run) => `${name} is ${run}: the first night sets the baseline; there is nothing to compare yet`,
    rule: 'gate',
    tier: 'tier',
    outcome: 'outcome',
    worstLoss: 'worst loss',
    noLoss: 'none',
    margin: 'margin',
    note: 'note',
    noise: ({ benchmark, n, flips, delta, seenFlips, seenDelta, widening }) =>
      `${benchmark}, same model run twice: ${flips} of ${n} scores changed, Δ ${delta}` +
      (seenFlips === undefined ? '' : `; in this comparison ${seenFlips} changed, Δ ${seenDelta}`) +
      (widening === undefined ? '' : `; the gate’s intervals are widened by a factor of ${widening}`),
    nights: ({ baseline, n, alarm, pass, alpha, sequential }) =>
      sequential
        ? `${n === 1 ? 'night' : 'nights'} against ${baseline}: ${n}; tonight is tested at the level ${alpha}, so over all nights so far the probability of a false alarm is at most ${alarm}, and of a false pass ${pass}`
        : `${n === 1 ? 'night' : 'nights'} against ${baseline}: ${n}; ${n === 1 ? 'on it' : 'over all of them'} the probability of a false alarm is up to ${alarm}, and of a false pass ${pass}${n === 1 ? '' : '; --sequential keeps both at the level of one night'}`,
    drift: (benchmark, deltas) => `${benchmark}: Δ to the baseline per night: ${deltas}`,
    colon: ': ',
    semicolon: '; ',
  },
  zh: {
    heads: {
      passed: '通过',
      regressed: '变差',
      missing: '缺失',
      inconclusive: '尚无定论',
      'too-many-errors': '错误过多',
    },
    outcomes: {
      passed: '通过',
      regressed: '变差',
      missing: '缺失',
      inconclusive: '尚无定论',
      'too-many-errors': '错误过多',
    },
    tiers: { critical: '关键', supporting: '辅助', advisory: '参考' },
    passed: (passed, all) => `${all} 个基准中有 ${passed} 个通过`,
    firstNight: (name, run) => `基线 ${name} 已设为 ${run}：首晚运行，尚无可比较的对象`,
    rule: '门禁',
    tier: '级别',
    outcome: '结果',
    worstLoss: '最大可能损失',
    noLoss: '无',
    margin: '界值',
    note: '提示',
    noise: ({ benchmark, n, flips, delta, seenFlips, seenDelta, widening }) =>
      `${benchmark}：同一模型作答两遍，${n} 个得分中有 ${flips} 发生变化，Δ ${delta}` +
      (seenFlips === undefined ? '' : `；本次比较中有 ${seenFlips} 发生变化，Δ ${seenDelta}`) +
      (widening === undefined ? '' : `；门禁所用的置信区间因此放宽到 ${widening} 倍`),
    nights: ({ baseline, n, alarm, pass, alpha, sequential }) =>
      sequential
        ? `与基线 ${baseline} 已比较 ${n} 晚；今晚的显著性水平为 ${alpha}，因此迄今各晚合计，误报的概率不超过 ${alarm}，误判为通过的概率不超过 ${pass}`
        : `与基线 ${baseline} 已比较 ${n} 晚；${n === 1 ? '' : '各晚合计，'}误报的概率最高可达 ${alarm}，误判为通过的概率最高可达 ${pass}${n === 1 ? '' : '（--sequential 可使二者保持在单晚的水平）'}`,
    drift: (benchmark, deltas) => `${benchmark}：各晚相对基线的 Δ：${deltas}`,
    colon: '：',
    semicolon: '；',
  },
}
