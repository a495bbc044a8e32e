import { readFileSync } from 'node:fs'

/** A question of `docs/explorer.md`: what of its answer stands in bold there is to be seen on the page in the end. */
type Question = { readonly n: number; readonly area: string; readonly text: string; readonly answers: string[] }

/** Rows of the table of tasks, as the page has them. */
function questionsIn(page: string): Question[] {
  let area = ''
  return page.split('\n').flatMap((line) => {
    const [n = '', text = '', , answer = ''] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim())
    if (line.startsWith('| **') && text === '') area = n.replaceAll('*', '')
    if (!line.startsWith('|') || !/^\d+$/.test(n)) return []
    return [{ n: Number(n), area, text, answers: [...answer.matchAll(/\*\*(.+?)\*\*/g)].map(([, bold = '']) => bold) }]
  })
}

/** Questions of the page of tasks. */
export function askedQuestions(): Question[] {
  return questionsIn(readFileSync(new URL('../../docs/explorer.md', import.meta.url), 'utf8'))
}
