/** Columns padded to equal width; control characters of what others wrote become blanks. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows].map(row => row.map(cell => cell.replace(/\p{Cc}/gu, ' ')))
  const widths = header.map((_, i) => Math.max(...lines.map(row => row[i]?.length ?? 0)))
  return lines
    .map(row =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
