import { expect, test } from 'vitest'
import { curvesChart } from './curves-chart.ts'
import { intervalPlot } from './interval-plot.ts'

const hostile = '<script>"\u202e&'

test('an interval that goes beyond the scale ends at its edge', () => {
  expect(intervalPlot(2, [-9, 3], 1, 'improved')).toMatchInlineSnapshot(
    `"<svg class="interval improved" viewBox="0 0 220 28" aria-hidden="true"><line class="zero" x1="110.0" x2="110.0" y1="2" y2="26"/><line class="range" x1="6.0" x2="214.0" y1="14" y2="14"/><circle cx="214.0" cy="14" r="4.5"/></svg>"`,
  )
})

test('curves are drawn over a logarithmic axis, one point alone too, and names stay text', () => {
  const axis = (domain: [number, number]) => ({ title: hostile, domain, ticks: [...domain], show: String })
  const svg = curvesChart({
    title: hostile,
    curves: [
      {
        name: hostile,
        points: [{ at: [10, 0.5], label: hostile }, { at: [100, 0.75] }],
        regions: [
          [
            [10, 0],
            [1000, 1],
          ],
        ],
      },
      { name: 'alone', points: [{ at: [31.6227766, 0.25] }], regions: [] },
    ],
    x: axis([10, 1000]),
    y: axis([0, 1]),
  })
  // A decade takes half of the 550 between the edges; 0.5 is in the middle of the 300 from top to bottom.
  expect(svg).toContain('d="M70,210L345,135" fill="none"')
  expect(svg).toContain('<circle cx="207.5" cy="285.0" r="3"')
  expect(svg).not.toMatch(/NaN|Infinity|<script|\u202e/)
})
