import { once } from 'node:events'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { RatingRecord } from '../../ratings/rating.ts'
import { readRatings } from '../../ratings/rating-store.ts'
import { orderFor, type RatedAnswer, type Study } from '../../ratings/study.ts'
import { atPlace, hackedOn, openPages, serveApart, setUp, until } from './fixtures/rating-page.ts'

const open = openPages()

const hostile = [
  '<script>window.hacked = 1</script>',
  '<img src=x onerror="window.hacked = 2">',
  '[press me](javascript:window.hacked=3)',
  '[me](data:text/html,<script>window.hacked=4</script>)',
  '<svg onload=window.hacked=5><a xlink:href="javascript:window.hacked=6">x</a></svg>',
  '```html\n<iframe srcdoc="<script>parent.hacked=7</script>"></iframe>\n```',
  '$\\text{<img src=x onerror=window.hacked=8>}$ ![<img src=x onerror=window.hacked=9>](https://example.invalid/a.png)',
  '[fine](https://example.invalid/)',
].join('\n\n')

const answers: RatedAnswer[] = ['before' as const, 'after' as const].flatMap(arm =>
  Array.from({ length: 20 }, (_, id) => ({
    arm,
    benchmark: 'plans',
    sampleId: `s${id}`,
    prompt: `Plan ${id}.\n\n${hostile}`,
    answer: `${id} ${arm.length}\n\n${hostile}`,
  })),
)

const saved = (count: number) => `document.querySelectorAll('#steps .done').length === ${count}`

const doneOn = (page: Page): Promise<number> => page.locator('#steps .done').count()

const keys = ['1', '2', '3'] as const
const sides = { 1: 'left', 2: 'tie', 3: 'right' } as const

test('two raters rate 20 pairs at once; the server is killed in the middle; nothing shown as saved is lost', async () => {
  const { dirs, study } = await setUp('pairwise', answers)
  const first = await serveApart(study, dirs, answers)
  let killed = false
  let inTheMiddle = (): void => undefined
  const middle = new Promise<void>(resolve => {
    inTheMiddle = resolve
  })
  const shown = new Map<string, (typeof sides)[1 | 2 | 3]>()

  const rateAll = async ({ rater, url }: { rater: string; url: string }) => {
    const { page, wrong } = await open(url)
    for (let position = 1; position <= 20; position += 1) {
      const key = keys[(position * 7 + rater.length) % 3] ?? '2'
      await until(page, `${atPlace(position)} && !document.body.classList.contains('busy')`)
      await page.keyboard.press(key)
      await page.keyboard.press('Enter')
      await until(page, saved(position), 60)
      shown.set(`${rater} ${position}`, sides[key])
      if (position === 8 && rater === 'Ann') inTheMiddle()
    }
    await page.waitForSelector('#finished:not([hidden])')
    return { page, wrong }
  }

  const killAndRestart = async () => {
    await middle
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    killed = true
    const seen = [...shown]
    const onDisk = await storedSides(study, dirs.after)
    expect(seen.length).toBeLessThan(40)
    for (const [key, side] of seen) expect({ key, side: onDisk.get(key) }).toEqual({ key, side })
    await new Promise(resume => setTimeout(resume, 700))
    await serveApart(study, dirs, answers, first.port)
  }

  const [pages] = await Promise.all([Promise.all(first.links.map(rateAll)), killAndRestart()])
  expect(killed).toBe(true)
  expect(await storedSides(study, dirs.after)).toEqual(shown)
  expect(shown.size).toBe(40)
  for (const { page, wrong } of pages) {
    expect(wrong).toEqual([])
    expect(await hackedOn(page)).toBeUndefined()
    await page.context().close()
  }
}, 180_000)

async function storedSides(study: Study, dir: string): Promise<Map<string, string>> {
  const positions = new Map(
    study.raters.flatMap(rater => orderFor(study, rater).map(({ item }, at) => [`${rater} ${item}`, at + 1] as const)),
  )
  const side = (record: RatingRecord) =>
    record.kind !== 'preference'
      ? 'none'
      : record.choice === 'tie'
        ? 'tie'
        : record.choice === record.left
          ? 'left'
          : 'right'
  return new Map(
    (await readRatings(dir)).map(record => [
      `${record.rater} ${positions.get(`${record.rater} ${record.item}`)}`,
      side(record),
    ]),
  )
}

test('a prompt and an answer full of scripts, handlers and script addresses run nothing', async () => {
  const { dirs, study } = await setUp('absolute', answers)
  const { links } = await serveApart(study, dirs, answers)
  const { page, wrong } = await open(links[0]?.url ?? '')
  const text = await page.locator('#main').textContent()
  for (const piece of [
    '<script>window.hacked = 1</script>',
    'onerror="window.hacked = 2"',
    'javascript:window.hacked=3',
    '<iframe srcdoc=',
  ])
    expect(text).toContain(piece)
  expect(await page.locator('#main :is(script, img, svg, iframe, style, object, embed, form)').count()).toBe(0)
  const links1 = await page
    .locator('#main a')
    .evaluateAll(list => list.map(one => [one.getAttribute('href'), one.getAttribute('rel')]))
  expect(links1).toEqual(Array(2).fill(['https://example.invalid/', 'noopener noreferrer nofollow']))
  const attributes = await page.locator('#main *').evaluateAll(list => list.flatMap(one => one.getAttributeNames()))
  expect(attributes.filter(name => name.startsWith('on') || name === 'srcdoc' || name === 'style')).toEqual([])
  await page.getByText('press me').first().click()
  expect([await hackedOn(page), wrong]).toEqual([undefined, []])
  await page.context().close()
})

test('a rating is made by keyboard alone, kept over closing the page, and can be changed', async () => {
  const { dirs, study } = await setUp('absolute', answers)
  const { links } = await serveApart(study, dirs, answers)
  const url = links[0]?.url ?? ''
  const { page } = await open(url)
  expect(await page.locator('#save').isDisabled()).toBe(true)
  await page.keyboard.type('73')
  await page.keyboard.press('Enter')
  await until(page, saved(1))
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight', 'ArrowLeft', 'c']) await page.keyboard.press(key)
  await page.keyboard.type('Clear steps; 1 is late')
  await page.keyboard.press('Control+Enter')
  await until(page, saved(2))
  await page.keyboard.press('s')
  await until(page, atPlace(4))
  await page.context().close()
  const again = await open(url)
  expect(await again.page.locator('#place').textContent()).toBe('3 / 40')
  expect(await doneOn(again.page)).toBe(2)
  await again.page.keyboard.press('b')
  await until(again.page, atPlace(2))
  expect(await again.page.locator('#number').inputValue()).toBe('69')
  await again.page.keyboard.type('12')
  await again.page.keyboard.press('Enter')
  await until(again.page, atPlace(3))
  await again.page.context().close()
  const records = [...(await readRatings(dirs.before)), ...(await readRatings(dirs.after))]
  const values = new Map(
    records.map(record => [record.position, record.kind === 'rating' && [record.rating, record.comment]]),
  )
  expect([values.get(1), values.get(2)]).toEqual([
    [73, undefined],
    [12, 'Clear steps; 1 is late'],
  ])
})

test.each([
  ['a laptop', { viewport: { width: 1366, height: 768 } }],
  ['a phone', { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true }],
] as const)(
  'on %s nothing is wider than the page, and all that is needed to rate is in sight, in both languages',
  async (_, options) => {
    for (const mode of ['absolute', 'pairwise'] as const) {
      const { dirs, study } = await setUp(mode, answers)
      const { links } = await serveApart(study, dirs, answers)
      const { page } = await open(links[0]?.url ?? '', options)
      for (const [button, language] of [
        ['保存', 'zh-Hans'],
        ['Save', 'en'],
      ] as const) {
        await page.locator('#language').click()
        await expect.poll(() => page.locator('#save').textContent()).toBe(button)
        expect(await page.locator('html').getAttribute('lang')).toBe(language)
        expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
          0,
        )
        for (const id of mode === 'absolute'
          ? ['#save', '#slider', '#number', '#skip']
          : ['#save', '#pairwise', '#skip']) {
          const box = await page.locator(id).boundingBox()
          expect({ id, seen: box !== null && box.y + box.height <= options.viewport.height }).toEqual({
            id,
            seen: true,
          })
        }
      }
      await page.context().close()
    }
  },
)
