/** What the demo can be asked first: a question, and where its answer is in the explorer. */
const QUESTIONS: readonly (readonly [question: string, where: string])[] = [
  ['Who is Catherine Yu of Texas by now, and how does Kith know?', 'search for her; Why'],
  ['Whom does she live with, and since when?', 'her household on the canvas; History, as of a day'],
  ['Who owns Harbor & Pine Kids, and whom would you call there?', 'search for it; its card'],
  ['How many customers do the web shop and the CRM share?', 'Reports, and each number opens its list'],
  ['Who are the best customers, alone and as a group?', 'Questions'],
]

/**
 * Lines that name five questions to try, for a graph in which all systems of the demo are; none for any other.
 * @param sources of the graph
 */
export function questionsToTry(sources: ReadonlySet<string>, demo: readonly string[]): string[] {
  if (demo.length === 0 || demo.some((source) => !sources.has(source))) return []
  const widest = Math.max(...QUESTIONS.map(([question]) => question.length))
  return [
    '  Five questions to try in the explorer:',
    ...QUESTIONS.map(([question, where], i) => `    ${i + 1}. ${question.padEnd(widest)}  ${where}`),
    '',
  ]
}
