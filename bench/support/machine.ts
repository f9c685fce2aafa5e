import { cpus, loadavg, release } from 'node:os'

/** What figures were taken on, and what else the machine was doing. */
export const machineOf = () => ({
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, Linux ${release()}, Node ${process.version}`,
  load: loadavg().map(value => Number(value.toFixed(1))),
})
