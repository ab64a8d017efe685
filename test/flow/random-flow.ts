// Random flows for property tests: every word that needs no outside file, wired at random but never
// into a loop without a wait.
import fc from 'fast-check'

/** YAML of a flow with `size` steps; each step leads to later silent steps, or to any step that
 * listens. */
export function randomFlow(size: number): fc.Arbitrary<string> {
  return fc.infiniteStream(fc.nat(1_000_000)).map((stream) => {
    const pick = (below: number): number => stream.next().value % below
    const words = Array.from({ length: size }, (_, index) =>
      index === 0
        ? 'menu'
        : (['say', 'menu', 'ask', 'yesno', 'decide', 'set', 'request', 'record'] as const)[pick(8)],
    )
    const listens = (index: number) => ['menu', 'ask', 'yesno'].includes(words[index] ?? '')
    const target = (from: number): string => {
      const to = pick(size + 2)
      if (to === size) return 'desk'
      if (to > size) return 'bye'
      return to > from || listens(to) ? `s${to}` : 'bye'
    }
    const steps = words.map((word, index) => {
      const go = () => target(index)
      const most =
        pick(6) === 0 ? `\n    at most: ${1 + pick(3)}\n    too many: ${target(index)}` : ''
      const body = {
        say: () => `say: Sentence ${index}.\n    goal: goal ${index}\n    then: ${go()}`,
        menu: () =>
          `menu: Question ${index}?\n    options:\n${Array.from({ length: 1 + pick(4) }, (_, key) => `      - label: thing ${index} ${key}\n        key: ${key + 1}\n        then: ${go()}`).join('\n')}${pick(3) === 0 ? `\n    silence: ${go()}` : ''}${pick(3) === 0 ? `\n    stuck: ${go()}` : ''}`,
        ask: () =>
          `ask: Number ${index}?\n    slot: number\n    ${pick(2) ? 'confirm: I have {{ number | digits }}. Right?\n    ' : ''}then: ${go()}`,
        yesno: () => `ask: Yes or no ${index}?\n    yes: ${go()}\n    no: ${go()}`,
        decide: () =>
          `decide:\n      - { if: number is known, then: ${go()} }\n      - { if: number is 1234, then: ${go()} }\n    otherwise: ${go()}`,
        set: () => `set: { note: text ${index} }\n    then: ${go()}`,
        request: () =>
          `request: thing\n    with: { number: "{{ number }}" }\n    save: found\n    then: ${go()}\n    not found: ${go()}\n    failed: ${go()}`,
        record: () => `record: Speak after the tone ${index}.\n    empty: bye\n    then: ${go()}`,
      }[word ?? 'say']()
      return `  s${index}:\n    ${body}${most}\n`
    })
    return `flow: random\nlanguages: { en-GB: Polly.Amy-Neural }\nstart: s0\nhelp: desk\nslots:\n  number: { type: digits, length: 4 }\n  note: { type: text }\nlookups:\n  thing: { takes: [number], gives: { place: text } }\ndesks:\n  desk: { nobody: message }\nsteps:\n${steps.join('')}  message:\n    record: Please leave a message after the tone.\n    empty: bye\n    then: bye\n  bye:\n    say: Goodbye.\n    then: hang up\n`
  })
}
