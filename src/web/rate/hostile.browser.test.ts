import { expect, test } from 'vitest'
import type { RatedAnswer } from '../../ratings/study.ts'
import { atPlace, hackedOn, openPages, serveApart, setUp, until } from './fixtures/rating-page.ts'

const open = openPages()

/** Payloads, each within whatever Markdown, TeX and HTML have for it. */
const payloads = [
  'javascript:window.hacked=1',
  'JaVaScRiPt&colon;window.hacked=1',
  'java\tscript:window.hacked=1',
  'data:text/html,<script>parent.hacked=1</script>',
  'https://example.invalid/pixel.png" onerror="window.hacked=1',
  '//example.invalid/x.js',
  '"><script>window.hacked=1</script>',
  "'><img src=https://example.invalid/a onerror=window.hacked=1>",
  'x onload=window.hacked=1 style=background:url(https://example.invalid/b)',
  'blob:https://example.invalid/1',
]
const places: ((payload: string) => string)[] = [
  payload => `[press](${payload})`,
  payload => `[press](<${payload}>)`,
  payload => `![a](${payload})`,
  payload => `![a][r]\n\n[r]: ${payload}`,
  payload => `<${payload}>`,
  payload => `<a href="${payload}">press</a>`,
  payload => `<img src="${payload}"><svg><use href="${payload}"/></svg>`,
  payload => `<iframe src="${payload}"></iframe><object data="${payload}"></object>`,
  payload => `<style>@import "${payload}"</style><link rel=stylesheet href="${payload}">`,
  payload => `<meta http-equiv=refresh content="0;url=${payload}"><base href="${payload}">`,
  payload => `<form action="${payload}"><button autofocus onfocus="${payload}">press</button></form>`,
  payload => `$\\href{${payload}}{press}$ $\\url{${payload}}$`,
  payload => `$\\includegraphics{${payload}}$ $\\htmlId{x}{${payload}}$`,
  payload => `$\\text{${payload}}$ $$\\mathrm{${payload}}$$`,
  payload => `$\\htmlStyle{background:url(${payload})}{x}$ $\\color{${payload}}x$`,
  payload => `<math href="${payload}"><maction actiontype="statusline#${payload}">press</maction></math>`,
  payload => `\`\`\`${payload}\n${payload}\n\`\`\``,
  payload => `|${payload}|\n|-|\n|[press](${payload})|`,
  payload => `- > # ![${payload}](${payload} "${payload}")`,
  payload => `<details open ontoggle="${payload}"><template><script src="${payload}"></script></template></details>`,
]

test('of 200 hostile texts none runs, asks for or becomes anything', async () => {
  const texts = places.flatMap(place => payloads.map(place))
  expect(new Set(texts).size).toBe(200)
  const shown: RatedAnswer[] = (['before', 'after'] as const).flatMap(arm =>
    Array.from({ length: 5 }, (_, at) => {
      const own = texts.slice(at * 40, at * 40 + 40)
      const prompt = own.join('\n\n')
      return {
        arm,
        benchmark: 'hostile',
        sampleId: `h${at}`,
        prompt,
        answer: `${arm}\n\n${own.toReversed().join('\n\n')}`,
      }
    }),
  )
  const { dirs, study } = await setUp('pairwise', shown)
  const { links } = await serveApart(study, dirs, shown)
  const { page, wrong } = await open(links[0]?.url ?? '')
  for (let position = 1; position <= 5; position += 1) {
    await until(page, `${atPlace(position)} && !document.body.classList.contains('busy')`)
    expect(await page.locator('#main .text').first().textContent()).toContain('window.hacked=1')
    const made = page.locator(
      '#main :is(script, img, svg, iframe, style, object, embed, form, link, meta, base, maction)',
    )
    expect(await made.count()).toBe(0)
    const attributes = await page
      .locator('#main .text *')
      .evaluateAll(list => list.flatMap(one => one.getAttributeNames()))
    expect(attributes.filter(name => /^on|^(src|srcdoc|style|action|xlink:href|data)$/.test(name))).toEqual([])
    const addresses = await page.locator('#main a').evaluateAll(list => list.map(one => one.getAttribute('href') ?? ''))
    expect(addresses.filter(address => !/^(https?:\/\/|mailto:)/.test(address))).toEqual([])
    for (const press of await page.getByText('press', { exact: true }).all())
      if ((await press.evaluate(one => one.closest('a'))) === null) await press.click()
    await page.keyboard.press('s')
  }
  expect([await hackedOn(page), wrong]).toEqual([undefined, []])
  await page.context().close()
})
