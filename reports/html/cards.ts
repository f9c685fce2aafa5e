import type { BenchmarkComparison, Comparison } from 'xeval'
import {
  adjustedColumn,
  difference,
  differenceRange,
  figure,
  type Html,
  html,
  intervalPlot,
  pValue,
  verdictText,
  type Words,
} from 'xeval/report'

/** A card a benchmark: what it was, what it is, the difference with its interval, the verdict. */
export function cards(comparison: Comparison, words: Words): Html {
  const { benchmarks, notCompared } = comparison
  const how = adjustedColumn(comparison, words.language)
  const reach = reachOf(benchmarks)
  return [
    '<section class="cards">',
    ...benchmarks.map(benchmark => card(benchmark, reach.get(benchmark.unit) ?? 1, how, words)),
    ...notCompared.map(
      ({ name }) =>
        `<article class="card"><h3>${html(name)}</h3><p class="muted">${html(words.notCompared)}</p></article>`,
    ),
    '</section>',
  ].join('\n')
}

function card(benchmark: BenchmarkComparison, reach: number, how: string, words: Words): Html {
  const { name, metric, unit, direction, before, after, delta, n, bundled, verdict, test } = benchmark
  const size = bundled ? `n=${n} ${words.bundled}` : `n=${n}`
  return [
    `<article class="card ${verdict}">`,
    `<h3>${html(name)} <span class="muted">${html(metric)} ${direction === 'higher-is-better' ? '↑' : '↓'}</span></h3>`,
    `<p class="figures">${html(figure(before.value, unit))} <span class="muted">→</span> ${html(figure(after.value, unit))}</p>`,
    intervalPlot(delta.value, delta.ci95, reach, verdict),
    `<p>Δ ${html(difference(delta.value, unit))} <span class="muted">${html(differenceRange(delta.ci95, unit))}</span></p>`,
    `<p class="muted">${html(size)} · ${html(how)} ${html(pValue(test.pAdjusted))}</p>`,
    `<p><span class="pill ${verdict}">${html(verdictText(benchmark, words))}</span></p>`,
    '</article>',
  ].join('\n')
}

/** One scale a unit, so that lengths can be compared. */
function reachOf(benchmarks: readonly BenchmarkComparison[]): Map<string, number> {
  const reach = new Map<string, number>()
  for (const { unit, delta } of benchmarks) {
    const finite = [...delta.ci95, delta.value].filter(Number.isFinite).map(Math.abs)
    reach.set(unit, Math.max(reach.get(unit) ?? 1e-9, ...finite))
  }
  return reach
}
