import { z } from 'zod'
import { PlacesView } from '../../model/hierarchy.ts'
import { PlainDate } from '../../model/record.ts'
import { CompanyContactsView, HouseholdView, ParentsView, RightContactView, TreeView } from '../../model/views.ts'
import { route } from '../route.ts'
import { GoldenParams, HouseholdParams, limitOf, PAST_TREE, Past } from './shapes.ts'

export const relations = [
  route({
    method: 'get',
    path: '/households/{id}',
    tag: 'Households',
    summary: 'A household: its address, its head, who lives and lived there, and why they are one household',
    description:
      'With what happened to its members. `asOf` answers who was in it as of a moment, as it was known then, also where it has ended since; with `knownAt` as well, who lived there at `asOf` by the days that were known at that moment.',
    right: 'read',
    params: HouseholdParams,
    query: Past,
    answer: HouseholdView,
    problems: ['household.not-found', 'history.pruned'],
    handle: async ({ params: { id }, query }, { ask }) => ask.households.find(id, query),
  }),
  route({
    method: 'get',
    path: '/companies/{id}/tree',
    tag: 'Companies',
    summary: 'The whole group a company belongs to, from the ultimate parent down',
    description: `Stand-alone companies are a tree of one. A retired id answers for its heir. ${PAST_TREE}`,
    right: 'read',
    params: GoldenParams,
    query: Past,
    answer: TreeView,
    problems: ['golden.not-found', 'history.pruned'],
    handle: async ({ params: { id }, query }, { ask }) => ask.companies.tree(id, query),
  }),
  route({
    method: 'get',
    path: '/companies/{id}/parents',
    tag: 'Companies',
    summary: 'The ultimate parent of a company, and the companies on the way to it',
    description:
      'A stand-alone company, and one at the top, is its own ultimate parent. A retired id answers for its heir.',
    right: 'read',
    params: GoldenParams,
    answer: ParentsView,
    problems: ['golden.not-found'],
    handle: async ({ params: { id } }, { ask }) => ask.companies.parents(id),
  }),
  route({
    method: 'get',
    path: '/companies/{id}/places',
    tag: 'Companies',
    summary: 'Where departments have placed a company: its territories and positions, with all above them',
    right: 'read',
    params: GoldenParams,
    answer: PlacesView,
    problems: ['golden.not-found'],
    handle: async ({ params: { id } }, { ask }) => ask.companies.places(id),
  }),
  route({
    method: 'get',
    path: '/companies/{id}/contacts',
    tag: 'Companies',
    summary: 'Whom to call: the people of a company and of its parents, whatever CRM knows them',
    description:
      'Primary contacts first, then the ones heard of last. `scope` widens or narrows whose contacts they are.',
    right: 'read',
    params: GoldenParams,
    query: z.strictObject({
      scope: z.enum(['company', 'parents', 'tree']).default('parents'),
      department: z.string().max(200).optional(),
      role: z.string().max(200).optional(),
      asOf: PlainDate.optional().describe('who worked there on a day, as records date it'),
      limit: limitOf(100, 500),
    }),
    answer: CompanyContactsView,
    problems: ['golden.not-found'],
    handle: async ({ params: { id }, query }, { ask }) => ask.companies.contacts(id, { ...query, day: query.asOf }),
  }),
  route({
    method: 'get',
    path: '/companies/{id}/right-contact',
    tag: 'Companies',
    summary: 'The right contact for an inquiry, and why',
    description:
      'By department and role, then primary contacts, those who can be reached, those several systems know, those heard of last and the ' +
      'more senior ones. Where the company has nobody who fits, the parents are asked, nearest first, then the subsidiaries, level by level.',
    right: 'read',
    params: GoldenParams,
    query: z.strictObject({
      department: z.string().trim().min(1).max(200).optional(),
      role: z.string().trim().min(1).max(200).optional(),
      limit: limitOf(5, 100),
    }),
    answer: RightContactView,
    problems: ['golden.not-found'],
    handle: async ({ params: { id }, query }, { ask }) => ask.companies.rightContact(id, query),
  }),
]
