/** A day: for as long as a server may make us wait at a time. Timers of Node end after 24.8 days, and then fire at once. */
export const LONGEST_WAIT_MS = 86_400_000
