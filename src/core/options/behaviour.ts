import { formatOptions, json, placeOptions } from './output.ts'

/** How the behaviour of answers is shown. */
export const behaviourOptions = { json, ...formatOptions, ...placeOptions }
