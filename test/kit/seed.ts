import fc from 'fast-check'
import { TEST_SEED } from './commit-seed.ts'

// For whatever says no seed of its own; the run prints it (test/vitest.config.ts).
fc.configureGlobal({ seed: TEST_SEED })
