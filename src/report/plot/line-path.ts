import { line } from 'd3-shape'

type Point = readonly [x: number, y: number]

/** The `d` of a path through points. */
export const linePath = (points: readonly Point[]): string => path(points) ?? ''

const path = line<Point>().digits(1)
