import { setFlagsFromString } from 'node:v8'

/**
 * Millions of records that are soon forgotten would let V8's nursery grow by a hundred megabytes and gain nothing by it
 * (measured with bench/compare-scale.ts): from here on it stays as large as it is.
 */
export const holdNursery = (): void => setFlagsFromString('--semi-space-growth-factor=1')
