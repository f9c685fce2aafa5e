import { printJson } from './print-json.ts'

/** The facts as JSON where it is asked for, else a line that says them. */
export const printFacts = (facts: object, text: string, json: boolean | undefined): void =>
  json ? printJson(facts) : void process.stdout.write(`${text}\n`)

export const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1)
