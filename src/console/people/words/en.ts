// The words of the people's page, in English.
import { plural } from '../../../pages/dictionary.ts'

export const en = {
  title: 'People',
  add: 'Add somebody',
  name: 'Name',
  login: 'Login',
  roles: 'Roles',
  skills: 'Skills',
  languages: 'Languages',
  reach: 'Rung by',
  state: 'State',
  active: 'active',
  disabled: 'disabled',
  invited: 'invited, no password yet',
  nobody: 'Nobody is here yet.',
  newTitle: 'Add somebody',
  changeTitle: (name: string) => `Change ${name}`,
  loginHint: 'What they sign in with: letters, digits and . _ - @',
  nameHint: 'As colleagues and callers know them.',
  rolesHint: 'Roles add up. Whoever has none can sign in but sees nothing.',
  everyCompany: 'All companies, now and later',
  skillsHint:
    'As the desks of the flows name them, with a level from 1 (new) to 10. A row left ' +
    'empty counts for nothing.',
  skill: 'Skill',
  level: 'Level',
  languagesHint: 'What they speak with callers, by code: be, en, ru. Left empty: any.',
  reachTitle: 'How they are rung',
  ways: {
    browser: 'In the browser',
    phone: 'By phone',
    sip: 'By SIP',
    text: 'In writing (practice)',
  },
  number: 'Phone number',
  numberHint: 'With country code: +44 20 7946 0000',
  sip: 'SIP address',
  sipHint: 'For example sip:anna@pbx.example.com',
  save: 'Save',
  make: 'Add and make an invitation',
  cancel: 'Cancel',
  disable: 'Disable',
  enable: 'Enable again',
  disableHint: 'They are signed out at once and cannot sign in; what they did stays.',
  newLink: 'Make a link for a new password',
  newLinkHint:
    'For somebody who forgot their password or lost their invitation. Earlier links stop ' +
    'working; the present password works until a new one is set.',
  linkMade: (days: number) =>
    `Give this link to them yourself. It works once, for ${plural('en', days, 'day', 'days')}.`,
  linkOnce: 'It is shown here this one time.',
  told: {
    saved: 'Saved.',
    disabled: 'Disabled, and signed out everywhere.',
    enabled: 'Enabled again.',
  },
  elsewhere:
    'This person also works for companies you do not administer. You can change their ' +
    'roles in yours; the rest is for an administrator of all companies.',
  faults: {
    login: 'Somebody has this login already.',
    skill: 'A level needs a skill beside it, of at most 60 characters.',
    level: 'Levels are whole numbers from 1 to 10.',
    languages: 'Please give language codes of two or three letters, such as “be, en”.',
    number: 'This is not a whole phone number. Start with + and the country code.',
    sip: 'Please give an address such as sip:anna@pbx.example.com.',
    reach: 'Please choose one.',
    roles:
      'Please choose a role in one of your companies; without one you could not see this ' +
      'person any more.',
  },
  skillTwice: 'The same skill stands here twice.',
  last: 'Nobody else administers the whole installation, so this cannot be taken away.',
  faultsAbove: 'Nothing is saved yet: please look at the marked fields.',
}
