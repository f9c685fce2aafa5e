// Preloaded into the command line (`node --import`): every 300 ms its clock is set back by an hour. Only what asks for the
// time of day sees it, as with a real clock: timers and `performance.now()` go on.
const Real = Date
const start = performance.now()
const now = () => Real.now() - Math.floor((performance.now() - start) / 300) * 3_600_000

globalThis.Date = class extends Real {
  constructor(...args) {
    if (args.length === 0) super(now())
    else super(...args)
  }

  static now() {
    return now()
  }
}
