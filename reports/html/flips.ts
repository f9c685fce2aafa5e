import type { ComparisonInput, Flip } from 'xeval'
import { answerOf, type Html, html, labelOf, rationaleOf, type Words } from 'xeval/report'

/** Every flip that came with the comparison, both answers beside each other, with filters. Without a script all are shown. */
export function flipBrowser({ flips, comparison }: ComparisonInput, words: Words): Html {
  if (flips.length === 0) return ''
  const all = comparison.benchmarks.reduce((sum, { flips }) => sum + flips.improved + flips.regressed, 0)
  const shown = words.flipsShown(flips.length, Math.max(all, flips.length))
  return [
    `<section id="flips"><h2>${html(words.flipped)}</h2>`,
    filters(flips, words),
    `<p class="muted"><span id="count"></span> ${html(shown)}</p>`,
    ...flips.map(flip => article(flip, words)),
    '</section>',
  ].join('\n')
}

function filters(flips: readonly Flip[], words: Words): Html {
  const options = (values: readonly string[]) =>
    [...new Set(values)].map(value => `<option value="${html(value)}">${html(value)}</option>`).join('')
  const select = (name: string, label: string, inner: Html) =>
    `<label>${html(label)}<select data-filter="${name}"><option value="">${html(words.all)}</option>${inner}</select></label>`
  const directions = (['regressed', 'improved'] as const).map(
    direction => `<option value="${direction}">${html(words.directions[direction])}</option>`,
  )
  return [
    '<form class="filters" id="filters" hidden>',
    select('benchmark', words.benchmark, options(flips.map(({ benchmark }) => benchmark))),
    select('direction', words.direction, directions.join('')),
    select('category', words.category, options(flips.flatMap(categoriesOf).sort())),
    `<label>${html(words.search)}<input type="search" data-filter="text"></label>`,
    '</form>',
  ].join('')
}

function article(flip: Flip, words: Words): Html {
  const { benchmark, direction, sample, before, after } = flip
  const categories = categoriesOf(flip)
  return [
    `<article class="flip ${direction}" data-benchmark="${html(benchmark)}" data-direction="${direction}" data-category="${html(categories.join('\n'))}">`,
    `<header><span class="pill ${direction}">${html(words.directions[direction])}</span> <strong>${html(benchmark)}</strong>`,
    ...categories.map(category => `<span class="tag">${html(category)}</span>`),
    `<code>${html(sample.id)}</code></header>`,
    ...sample.input.map(
      ({ role, content }) => `<div class="question"><span class="role">${html(role)}</span>${html(content)}</div>`,
    ),
    '<div class="sides">',
    side(words.answerBefore, before, words),
    side(words.answerAfter, after, words),
    '</div></article>',
  ].join('\n')
}

function side(title: string, { output, judgment }: Flip['before'], words: Words): Html {
  const rationale = rationaleOf(judgment)
  return [
    `<div class="side"><h4>${html(title)} <span class="tag">${html(labelOf(judgment))}</span></h4>`,
    `<div class="answer" tabindex="0">${html(answerOf(output))}</div>`,
    rationale === ''
      ? ''
      : `<div class="rationale"><span class="role">${html(words.rationale)}</span>${html(rationale)}</div>`,
    '</div>',
  ].join('')
}

const categoriesOf = ({ breakdown }: Flip): string[] => Object.values(breakdown).filter(value => value !== '')
