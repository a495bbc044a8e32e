import type { Route } from '../route.ts'
import { activities } from './activities.ts'
import { addressReports } from './addresses/address-reports.ts'
import { addressWords } from './addresses/address-words.ts'
import { verifyAddresses } from './addresses/verify-addresses.ts'
import { changes } from './changes.ts'
import { cypher } from './cypher.ts'
import { golden } from './golden.ts'
import { hierarchies } from './hierarchies.ts'
import { lifeEvents } from './life-events.ts'
import { changeLog } from './lists/change-log.ts'
import { goldenLists } from './lists/golden-lists.ts'
import { mailings } from './mailings.ts'
import { paths } from './paths.ts'
import { pins } from './pins.ts'
import { plans } from './plans.ts'
import { records } from './records.ts'
import { relations } from './relations.ts'
import { reports } from './reports.ts'
import { review } from './review.ts'
import { rollUps } from './roll-ups.ts'
import { rules } from './rules.ts'
import { sales } from './sales.ts'
import { search } from './search.ts'
import { service } from './service.ts'
import { sources } from './sources.ts'
import { systemPlans } from './systems/system-plans.ts'
import { systems } from './systems/systems.ts'
import { uploads } from './uploads/uploads.ts'

const SURFACE: readonly Route[] = [
  ...records,
  ...uploads,
  ...search,
  ...goldenLists,
  ...golden,
  ...changes,
  ...changeLog,
  ...review,
  ...pins,
  ...verifyAddresses,
  ...addressWords,
  ...rules,
  ...sources,
  ...systems,
  ...systemPlans,
  ...plans,
  ...relations,
  ...mailings,
  ...lifeEvents,
  ...paths,
  ...hierarchies,
  ...rollUps,
  ...activities,
  ...reports,
  ...addressReports,
  ...sales,
  ...cypher,
]

/** Routes about the service itself; also served at short addresses, for people and for what watches over servers. */
export const SERVICE: readonly Route[] = service(SURFACE)

/** Every route of the REST surface, in the order in which the documentation tells them. */
export const ROUTES: readonly Route[] = [...SURFACE, ...SERVICE]
