import type { Core, NodeSingular } from 'cytoscape'
import type { NodeKind } from './elements.ts'
import { breakAt, LETTERS, labelsThatFit, lettersAt, roomFor } from './labels.ts'

/** Kinds from the one whose names matter most to the one whose matter least. */
const RANK: Record<NodeKind, number> = {
  ...{ customer: 5, company: 5, contact: 4, household: 4, address: 3, contactPoint: 3 },
  ...{ record: 2, order: 1, product: 1, retired: 0 },
}
/** A neighbour more counts less than any difference of kind. */
const OF_A_RANK = 1000
const MARGIN = 6
const SETTLED_MS = 120

/** Keeps the labels of a canvas legible and apart: after every change of zoom, once it has settled, and when told. */
export function keepLabels(cy: Core): { write: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = () => {
    clearTimeout(timer)
    writeLabels(cy)
  }
  cy.on('zoom', () => {
    clearTimeout(timer)
    timer = setTimeout(write, SETTLED_MS)
  })
  cy.on('dragfree', write)
  return { write, stop: () => clearTimeout(timer) }
}

function writeLabels(cy: Core): void {
  const letters = lettersAt(cy.zoom())
  const written = labelsThatFit(
    cy.nodes().map((node) => {
      const { x, y } = node.position()
      const room = roomFor(String(node.data('label')), letters)
      return { id: node.id(), x, top: y + node.height() / 2 + MARGIN, ...room, importance: importanceOf(node) }
    }),
    letters,
  )
  const wrap = breakAt(letters)
  cy.batch(() => {
    for (const node of cy.nodes()) {
      const quiet = !written.has(node.id())
      if (quiet !== node.hasClass('quiet')) node.toggleClass('quiet', quiet)
      if (!quiet && (node.data('letters') ?? LETTERS) !== letters) node.data({ letters, wrap })
    }
  })
}

function importanceOf(node: NodeSingular): number {
  if (node.hasClass('chosen') || node.hasClass('marked')) return Number.MAX_SAFE_INTEGER
  if (node.hasClass('focus')) return OF_A_RANK * 100
  const kind = String(node.data('kind')) as NodeKind
  return RANK[kind] * OF_A_RANK + Math.min(node.degree(false), OF_A_RANK - 1)
}
