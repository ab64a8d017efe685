// Switches of the flows, turned on and off with a text.
import { Failed, setSwitch } from './server-line.ts'

export function connectSwitches(tell: (sentence: string) => void): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form.switch')) {
    const send = async (): Promise<void> => {
      const values = new FormData(form)
      const on = values.has('on')
      const done = form.querySelector('.done')
      try {
        await setSwitch(
          {
            company: form.dataset.company ?? '',
            flow: form.dataset.flow ?? '',
            name: form.dataset.name ?? '',
          },
          on,
          textsIn(values),
        )
        if (done) done.textContent = on ? 'on' : 'off'
      } catch (error) {
        if (!(error instanceof Failed)) throw error
        tell(error.message)
      }
    }
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void send()
    })
    form.querySelector('[name=on]')?.addEventListener('change', () => void send())
  }
}

/** The words by language: the fields beside the tick are named by their language. */
function textsIn(values: FormData): Record<string, string> {
  values.delete('on')
  return Object.fromEntries([...values].map(([language, text]) => [language, String(text)]))
}
