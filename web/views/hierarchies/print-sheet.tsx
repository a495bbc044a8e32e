import { useEffect, useState } from 'react'
import { rowsOf, type Standing } from '../../hierarchies/tree.ts'
import { standingWords } from '../../hierarchies/words.ts'
import { sums } from '../../words/money.ts'
import { day, number } from '../../words/words.ts'
import type { ComparedSide } from './differences.tsx'

/** Opens the browser's dialog to print; what is printed is the sheet alone. */
export function printSheet(): void {
  globalThis.print()
}

/** What is printed instead of the page: each tree as it is opened, as a table on white. */
export function PrintSheet({ sides }: { sides: readonly ComparedSide[] }) {
  const isPrinting = usePrinting()
  if (!isPrinting) return null
  return (
    <div className="print-sheet">
      {sides.map(({ side, other, standing }) => (
        <section key={side.name}>
          <h1>{side.title}</h1>
          <p>
            {other && `Compared with ${other.title}. `}Printed on {day(new Date().toISOString())}.
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Revenue</th>
                <th scope="col">Orders</th>
                <th scope="col">Contacts</th>
                {other && <th scope="col">In {other.title}</th>}
              </tr>
            </thead>
            <tbody>
              {rowsOf(side.roots, side.open).map(({ branch: { node }, depth }) => (
                <tr key={node.key}>
                  <th scope="row">
                    {'\u2003'.repeat(depth)}
                    {node.name}
                    {node.type === 'company' ? '' : `, ${node.type}`}
                  </th>
                  <td>{sums(node.totals.revenue)}</td>
                  <td>{number(node.totals.orders ?? 0)}</td>
                  <td>{node.totals.contacts === undefined ? '' : number(node.totals.contacts)}</td>
                  {other && <td>{wordsOf(standing.get(node.key), other.title)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  )
}

function wordsOf(standing: Standing | undefined, other: string): string {
  if (!standing) return ''
  return standing.kind === 'same' ? 'the same' : standingWords(standing, other)
}

/** Thousands of rows are made only when they are wanted. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    const paper = matchMedia('print')
    const look = () => setPrinting(paper.matches)
    const begin = () => setPrinting(true)
    const end = () => setPrinting(false)
    paper.addEventListener('change', look)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      paper.removeEventListener('change', look)
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [])
  return isPrinting
}
