/** Files of rows, by the ending of their names. */
export const tableFormats = ['jsonl', 'json', 'csv', 'tsv', 'parquet'] as const

/**
 * How a file of rows is written.
 *
 * @example
 * const format: TableFormat = 'parquet'
 * format // → 'parquet'
 */
export type TableFormat = (typeof tableFormats)[number]

/**
 * How a file of rows was read, where that isn't plain UTF-8 with commas between the columns.
 *
 * @example
 * const reading: TableReading = { encoding: 'utf-16le', delimiter: ';', decimalComma: ['price'] }
 * reading.decimalComma // → ['price']
 */
export interface TableReading {
  encoding?: 'utf-16le' | 'utf-16be'
  delimiter?: string
  /** The columns whose numbers have a decimal comma: 3,14 is read as 3.14. */
  decimalComma?: readonly string[]
}
