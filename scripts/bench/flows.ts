// Flows for measuring: a small one whose calls go on for many turns, and large ones of any size.

export const smallFlow = `flow: bench
languages: { en-GB: Polly.Amy-Neural }
start: welcome
help: desk
limits: { turns: 500 }
slots:
  number: { type: digits, length: 4, label: Number }
desks:
  desk: { shows: [number], nobody: message }
steps:
  welcome:
    say: Thank you for calling Swift Parcels.
    then: menu
  menu:
    menu: How can I help?
    again: Is there anything else?
    options:
      - { label: tracking a parcel, key: 1, phrases: [where is my parcel], then: ask number }
      - { label: opening hours, key: 2, phrases: [when are you open], then: hours }
      - { label: customer care, key: 3, then: desk }
  ask number:
    ask: Please say or key in the four digits of your parcel number.
    slot: number
    confirm: I have {{ number | digits }}. Is that right?
    then: tell
  tell:
    say: Parcel {{ number | digits }} will come tomorrow.
    then: menu
  hours:
    say: We are open on weekdays from nine to six.
    then: menu
  message:
    record: Nobody is free now. Please leave your name and number after the tone.
    for: desk
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`

export const smallLines = `lines:
  "+15005550006": { name: Bench, flow: bench }
desks:
  desk: { people: ["+442079460001"] }
`

/** A flow of \`size\` steps: menus, questions with read-back, conditions, lookups and words, each
 * leading on. */
export function largeFlow(size: number): string {
  const name = (index: number) => `step ${index}`
  const steps = Array.from({ length: size }, (_, index) => {
    const next = index + 1 < size ? name(index + 1) : 'bye'
    const other = index + 2 < size ? name(index + 2) : 'bye'
    const body = [
      `menu: What about matter ${index}?\n    options:\n      - { label: going on from ${index}, key: 1, phrases: [continue ${index}, next ${index}], then: ${next} }\n      - { label: leaving out ${index}, key: 2, then: ${other} }\n      - { label: the end of ${index}, key: 3, then: bye }`,
      `ask: Please say or key in the four digits of number ${index}.\n    slot: number\n    confirm: I have {{ number | digits }}. Is that right?\n    then: ${next}`,
      `decide:\n      - { if: number is 1234, then: ${next} }\n    otherwise: ${next}`,
      `request: thing\n    with: { number: "{{ number }}" }\n    save: found\n    then: ${next}\n    not found: desk\n    failed: desk`,
      `say: This is sentence ${index} of a long flow.\n    then: ${next}`,
    ][index % 5]
    return `  ${name(index)}:\n    ${body}\n`
  })
  return `flow: large\nlanguages: { en-GB: Polly.Amy-Neural }\nstart: step 0\nhelp: desk\nlimits: { turns: 500 }\nslots:\n  number: { type: digits, length: 4, label: Number }\nlookups:\n  thing: { takes: [number], gives: { place: text } }\ndesks:\n  desk: { nobody: message }\nsteps:\n${steps.join('')}  message:\n    record: Please leave your name and number after the tone.\n    empty: bye\n    then: bye\n  bye:\n    say: Goodbye.\n    then: hang up\n`
}
