import type { TableReading } from '../core/table-reading.ts'

/** `is UTF-16LE, has semicolons between its columns and decimal commas in price (3,14 is read as 3.14)` */
export function readingText({ encoding, delimiter, decimalComma = [] }: TableReading): string {
  const between = delimiter === undefined ? undefined : (names[delimiter] ?? delimiter)
  const has = [
    ...(between === undefined ? [] : [`has ${between} between its columns`]),
    ...(decimalComma.length === 0 ? [] : [`has decimal commas in ${decimalComma.join(', ')}: 3,14 is read as 3.14`]),
  ]
  return [...(encoding === undefined ? [] : [`is ${encoding.toUpperCase()}`]), ...has].join(', ')
}

const names: Record<string, string> = { ';': 'semicolons', '\t': 'tabs', '|': 'bars' }
