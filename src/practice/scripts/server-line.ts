// The line to the server: one request at a time for one call.
import type { Act } from '../page-input.ts'
import type { Shown } from '../page-reply.ts'

/** What went wrong, as a sentence for the visitor. */
export class Failed extends Error {}

export const startCall = (
  line: string,
  from: string,
  given: Record<string, string>,
): Promise<Shown> => send<Shown>('/practice/calls', { line, from, given })

export const act = (call: string, answers: number, done: Act): Promise<Shown> =>
  send<Shown>(`/practice/calls/${call}/input`, { answers, ...done })

export const lookAt = (call: string): Promise<Shown> => send<Shown>(`/practice/calls/${call}`)

/** A line to the operator who talks with this call. */
export const writeTo = (call: string, text: string): Promise<Shown> =>
  send<Shown>(`/practice/calls/${call}/say`, { text })

/** The desk calls back: taken or not. */
export const answerCallback = (call: string, answer: boolean): Promise<Shown> =>
  send<Shown>(`/practice/calls/${call}/callback`, { answer })

export const setSwitch = (
  key: { company: string; flow: string; name: string },
  on: boolean,
  texts: Record<string, string>,
): Promise<unknown> => send('/practice/switches', { ...key, on, texts })

/** Without a body it is a GET. */
async function send<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(
    path,
    body && {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    },
  ).catch(() => undefined)
  if (!response) throw new Failed('The server cannot be reached. Try again.')
  const told = (await response.json().catch(() => undefined)) as
    (T & { error?: string }) | undefined
  if (!response.ok || !told)
    throw new Failed(
      told?.error === undefined
        ? 'Something broke at the server. Try again.'
        : `That did not work: ${told.error}.`,
    )
  return told
}
