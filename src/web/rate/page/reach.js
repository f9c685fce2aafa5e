/** Asks the server until there is an answer; one that was restarted is simply there again. `onWait` is called before each wait. */
export async function reach(path, onWait, init) {
  for (let wait = 250; ; wait = Math.min(wait * 2, 4000)) {
    try {
      const reply = await fetch(path, { ...init, cache: 'no-store' })
      if (reply.ok) return await reply.json()
      if (reply.status < 500) return { refused: true }
    } catch {
      // No connection: said by the caller, and tried again.
    }
    onWait()
    await new Promise(resume => setTimeout(resume, wait))
  }
}
