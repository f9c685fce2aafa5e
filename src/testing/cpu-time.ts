/** Milliseconds that this thread computes for `act`: what others do on the machine meanwhile doesn't count. */
export async function cpuTime(act: () => unknown): Promise<number> {
  const start = process.threadCpuUsage()
  await act()
  const { user, system } = process.threadCpuUsage(start)
  return (user + system) / 1000
}
