import { demand } from './checks.ts'

/**
 * Bradley and Terry's strengths from wins: `wins[i][j]` is how often i beat j (a tie counts half to each). Returned as
 * natural logs with mean 0: i beats j with probability 1 / (1 + e^(s_j − s_i)). Maximum likelihood by Hunter's MM
 * iteration, to 1e-12. Throws where it doesn't exist: the players must hang together by wins in both directions.
 * Source: Hunter 2004, https://doi.org/10.1214/aos/1079120141
 *
 * @example
 * // wins[i][j]: how often i beat j.
 * Array.from(bradleyTerry([[0, 30], [10, 0]]), strength => strength.toFixed(2)) // → ['0.55', '-0.55']
 */
export function bradleyTerry(wins: readonly (readonly number[])[]): Float64Array {
  const k = wins.length
  const won = (i: number, j: number) => (i === j ? 0 : (wins[i]?.[j] ?? 0))
  demand(k >= 2, 'a ranking needs at least two candidates')
  for (const row of wins) {
    demand(row.length === k, `a table of wins must be square, not ${k}×${row.length}`)
    demand(
      row.every(count => Number.isFinite(count) && count >= 0),
      'a number of wins must be at least 0',
    )
  }
  demand(
    reachesAll(k, won) && reachesAll(k, (i, j) => won(j, i)),
    'some candidates never win or never lose against the rest, so their strength has no finite estimate',
    'Compare more pairs, or leave out candidates with only wins or only losses.',
  )
  return climb(k, won)
}

function climb(k: number, won: (i: number, j: number) => number): Float64Array {
  const players = Array.from({ length: k }, (_, i) => i)
  const total = players.map(i => players.reduce((sum, j) => sum + won(i, j), 0))
  let strength = new Float64Array(k).fill(1)
  for (let round = 0; round < 100_000; round++) {
    const next = strength.map((own, i) => {
      const games = players.reduce((sum, j) => sum + (won(i, j) + won(j, i)) / (own + (strength[j] ?? 0)), 0)
      return (total[i] ?? 0) / games
    })
    const logs = next.map(Math.log)
    const centre = logs.reduce((sum, log) => sum + log, 0) / k
    const centred = logs.map(log => log - centre)
    const moved = centred.reduce((most, log, i) => Math.max(most, Math.abs(log - Math.log(strength[i] ?? 1))), 0)
    strength = centred.map(Math.exp)
    if (moved < 1e-12) return centred
  }
  return strength.map(Math.log)
}

/** Whether every player can be reached from the first by steps i → j with wins. */
function reachesAll(k: number, won: (i: number, j: number) => number): boolean {
  const seen = new Set([0])
  for (const i of seen) for (let j = 0; j < k; j++) if (won(i, j) > 0) seen.add(j)
  return seen.size === k
}
