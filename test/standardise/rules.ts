import { readFileSync } from 'node:fs'
import { StandardiseRules } from '../../server/standardise/rules.ts'

/** The shipped rules: the cases are about them. */
export const RULES = StandardiseRules.parse(JSON.parse(readFileSync('seeds/rules/standardise.json', 'utf8')))
