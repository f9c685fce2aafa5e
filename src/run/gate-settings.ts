import type { Values } from '../core/option.ts'
import type { gateOptions } from '../core/options/gate.ts'
import type { PairSettings, Settings } from '../core/settings.ts'

/** All that a gate can be told. */
export type GateSettings = Values<typeof gateOptions> & PairSettings & Pick<Settings, 'out' | 'lang' | 'maxErrors'>
