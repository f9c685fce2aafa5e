/** `xeval/testing`: what tests of plug-ins and of xeval itself stand on. */
export { type MockAnswer, type MockModel, mockModel } from './mock-model.ts'
export { type FaultKind, faultKinds, type MockOptions, type MockRequest } from './mock-options.ts'
export type { MockStats } from './mock-stats.ts'
export { type MockEndpoint, startMockEndpoint } from './start-mock-endpoint.ts'
