import fc from 'fast-check'

// A test that fails fails for everybody: properties are tried on the same cases each time, on others with XEVAL_SEED.
fc.configureGlobal({ seed: Number(process.env['XEVAL_SEED'] ?? 20_241_123) })
