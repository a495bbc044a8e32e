import fc from 'fast-check'
import { readEnv } from '../../server/env.ts'

// The same commit gives the same answer wherever it is tested; other seeds are for `npm run soak` and for whoever sets one.
fc.configureGlobal({ seed: readEnv().KITH_TEST_SEED })
