// Where a conversation can go on: another desk, a colleague, a number, a step of the flow.
import { labelIn } from '../../flow/tree/label.ts'
import type { Contact } from '../../desk/contact.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { optionsOf, type Choice } from '../../pages/form.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { pathOf } from './contact-path.ts'
import type { Ways } from './desk-state.ts'
import { deskWords } from './words.ts'

/** A list to choose from, with the button that sends the choice; `also` is a second button. */
type List = { name: string; label: string; choices: Choice[]; submit: string; also?: Content }

export function transferView(
  contact: Contact,
  { desks, colleagues, consult }: Ways,
  backTo: string[],
  language: PageLanguage,
): Html {
  const words = deskWords[language]
  const list = (action: string, { name, label, choices, submit, also }: List): Content =>
    choices.length > 0 &&
    html`<form method="post" action="${pathOf(contact, action)}" class="choice">
      <label for="${name}">${label}</label><div class="row">
      <select id="${name}" name="${name}">${optionsOf(choices)}</select>
      <button class="quiet" id="do-${name}">${submit}</button>${also}</div></form>`
  const askFirst = (id: string): Html =>
    html`<button class="quiet" id="${id}"
      formaction="${pathOf(contact, 'consult')}">${words.consult}</button>`
  return html`<details id="transfer">
    <summary data-action="transfer" id="do-transfer">${words.transfer}</summary><div class="ways">
    ${list('transfer', {
      name: 'to-desk',
      label: words.toDesk,
      choices: desks.map((desk) => {
        const label = labelIn(desk, language)
        const isThis = desk.name === contact.desk
        return { value: desk.name, text: isThis ? `${label} (${words.thisDesk})` : label }
      }),
      submit: words.pass,
    })}
    ${list('transfer', {
      name: 'to-colleague',
      label: words.toColleague,
      choices: colleagues.map(({ id, name, free }) => ({
        value: id,
        text: `${name} (${free ? words.free : words.busy})`,
      })),
      submit: words.pass,
      also: consult && askFirst('ask-colleague'),
    })}
    ${
      consult &&
      html`<form method="post" action="${pathOf(contact, 'consult')}" class="choice">
        <label for="to-number">${words.toNumber}</label><div class="row">
        <input id="to-number" name="number" type="tel" maxlength="20" autocomplete="off" required>
        ${askFirst('ask-number')}</div></form>`
    }
    ${list('send-back', {
      name: 'to-step',
      label: words.sendBack,
      choices: backTo.map((step) => ({ value: step, text: step })),
      submit: words.back,
    })}
    </div></details>`
}
