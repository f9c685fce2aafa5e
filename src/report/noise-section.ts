import type { Analysis } from '../core/analysis.ts'
import type { NoiseFloor } from '../core/gate-result.ts'
import type { MetricResult } from '../core/run-result.ts'
import type { Language } from '../core/wording.ts'
import { difference, differenceWithInterval } from './figures.ts'

const words: Record<
  Language,
  { title: string; header: readonly string[]; seen: readonly string[]; note(run: string): string }
> = {
  en: {
    title: 'A/A: the same model run twice',
    header: ['benchmark', 'n', 'scores that changed, 95% CI', 'Δ, 95% CI'],
    seen: ['changed before → after', 'Δ before → after'],
    note: run =>
      `The second run is ${run}, without cached answers. Changes between the two are noise of the model, its server and the judge; \`xeval gate --aa ${run}\` takes it into account.`,
  },
  zh: {
    title: 'A/A：同一模型作答两遍',
    header: ['基准', 'n', '得分变化的比例，95% 置信区间', 'Δ，95% 置信区间'],
    seen: ['微调前 → 微调后的变化比例', '微调前 → 微调后的 Δ'],
    note: run =>
      `第二遍为 ${run}，未使用缓存的回答。此处的变化是模型、服务器和评判者的噪声；\`xeval gate --aa ${run}\` 会将其考虑在内。`,
  },
}

/** How often scores change where nothing did, beside how often they changed between the arms. */
export function noiseSection(
  noise: readonly NoiseFloor[],
  units: ReadonlyMap<string, MetricResult['unit']>,
  run: string,
  language: Language,
): Analysis {
  const say = words[language]
  const isPair = noise.some(({ seen }) => seen !== undefined)
  return {
    title: say.title,
    notes: [say.note(run)],
    tables: [
      {
        header: isPair ? [...say.header, ...say.seen] : say.header,
        rows: noise.map(({ benchmark, n, flips, delta, seen }) => {
          const unit = units.get(benchmark) ?? 'rate'
          const own = [benchmark, `${n}`, shares(flips), differenceWithInterval(delta.value, delta.ci95, unit)]
          if (!isPair) return own
          return [...own, ...(seen === undefined ? ['–', '–'] : [share(seen.flips), difference(seen.delta, unit)])]
        }),
      },
    ],
    data: { noise, run },
  }
}

const share = (value: number): string => `${(value * 100).toFixed(1)}%`
const shares = ({ value, ci95: [low, high] }: NoiseFloor['flips']): string =>
  `${share(value)} [${share(low)}, ${share(high)}]`
