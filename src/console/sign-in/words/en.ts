// The words of signing in, of one-time links and of one's own account, in English.
import { plural } from '../../../pages/dictionary.ts'

export const en = {
  title: 'Sign in',
  login: 'Login',
  password: 'Password',
  signIn: 'Sign in',
  wrong: 'This login and password do not belong together.',
  locked: (minutes: number) =>
    'Ten wrong passwords in a row: this login is locked. Try again in ' +
    `${plural('en', minutes, 'minute', 'minutes')}.`,
  signedOut: 'You are signed out.',
  forgotten: 'Password forgotten? An administrator can make you a link for a new one.',
  firstTitle: 'Make the first administrator',
  firstAbout:
    'This link works once. Whoever you make here runs the whole installation and invites ' +
    'the others.',
  name: 'Name',
  loginHint: 'What you sign in with: letters, digits and . _ - @',
  newPassword: 'New password',
  passwordHint: 'At least 12 characters; a few words in a row are easy to remember.',
  again: 'New password again',
  alsoRoles: 'What else will you do yourself?',
  alsoHint:
    'An administrator alone neither answers calls nor hears them. This can be changed later.',
  make: 'Make the administrator',
  linkTitle: 'Choose a password',
  linkAbout: (name: string, login: string) => `${name}, you will sign in as “${login}”.`,
  setPassword: 'Set the password and sign in',
  deadTitle: 'This link does not work any more',
  dead:
    'It was used, is too old, or another one was made after it. Ask an administrator for ' +
    'a new one.',
  deadFirst:
    'If nobody administers this installation yet, start the server again: it prints a new one.',
  faults: {
    'too short': 'At least 12 characters, please.',
    'too long': 'At most 128 characters, please.',
    'is the login': 'The password must not be the login.',
    'too common':
      'Others have this password too, or it is easily guessed. Take a few words that have ' +
      'nothing to do with each other.',
  },
  notSame: 'This is not the same as above.',
  nameMissing: 'Please give a name.',
  nameLong: 'At most 100 characters, please.',
  loginFault: 'Please give 2 to 64 letters or digits; . _ - and @ may stand between them.',
  loginTaken: 'Somebody has this login already.',
  accountTitle: 'My account',
  roles: 'Roles',
  company: 'Company',
  changePassword: 'Change the password',
  present: 'Present password',
  presentWrong: 'This is not your present password.',
  change: 'Change the password',
  changed: 'The password is changed. You are signed out everywhere else.',
  welcome: (name: string) => `Welcome, ${name}`,
  nothing: 'There is nothing here for your roles yet.',
  roleAbout: {
    operator: 'Operator: answer calls',
    supervisor: 'Supervisor: see all calls as they go on, listen in',
    editor: 'Editor: write the flows',
  },
}
