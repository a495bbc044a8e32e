/** An answer that somebody waits for. Whoever leaves hears nothing of it; when all have left, it is given up. */
type Waited<T> = { readonly answer: Promise<T>; readonly leave: () => void }

type Question = { readonly answer: Promise<unknown>; readonly control: AbortController; waiting: number }

/** Questions on their way to the server: who asks what is being asked already waits for that answer. */
export function createUnderway() {
  const questions = new Map<string, Question>()
  const begin = <T>(name: string, load: (signal: AbortSignal) => Promise<T>): Question => {
    const control = new AbortController()
    const answer = load(control.signal).finally(() => forget(name, control))
    const question = { answer, control, waiting: 0 }
    questions.set(name, question)
    return question
  }
  const forget = (name: string, control: AbortController) => {
    if (questions.get(name)?.control === control) questions.delete(name)
  }
  return {
    /** One name is one question: whoever gives it asks for the same. */
    ask<T>(name: string, load: (signal: AbortSignal) => Promise<T>): Waited<T> {
      const question = questions.get(name) ?? begin(name, load)
      question.waiting += 1
      let here = true
      return {
        answer: question.answer as Promise<T>,
        leave: () => {
          if (!here) return
          here = false
          question.waiting -= 1
          if (question.waiting > 0) return
          forget(name, question.control)
          question.control.abort()
        },
      }
    },
  }
}
