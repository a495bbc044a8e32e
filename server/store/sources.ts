import { SourceName } from '../model/ids.ts'
import { query } from './query.ts'

export const retiredSources = query('sources/retired', {}, { source: SourceName })
