import { XevalError } from '../core/errors.ts'
import type { Model, ModelIdentity } from '../core/provider.ts'
import { providerFault } from '../core/provider-fault.ts'

/** Who a model is. What its provider throws besides known errors is a fault of the provider, and told as one. */
export async function identityOf(model: Model, signal: AbortSignal): Promise<ModelIdentity> {
  try {
    return await model.identity(signal)
  } catch (error) {
    throw XevalError.is(error) || signal.aborted ? error : providerFault(error, model)
  }
}
