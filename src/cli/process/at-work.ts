import type { Context } from '../../run/context.ts'
import { makeTeller } from '../terminal/teller.ts'
import { commandContext } from './command-context.ts'
import { listenForSignals } from './signals.ts'

/** Does what may take long: it says on stderr how far it is, and Ctrl-C stops it in two stages. */
export async function atWork<T>(
  { registry }: Pick<Context, 'registry'>,
  act: (context: Context) => Promise<T>,
): Promise<T> {
  const { dispose, ...signals } = listenForSignals()
  try {
    return await act(commandContext({ ...signals, registry, onEvent: makeTeller() }))
  } finally {
    dispose()
  }
}
