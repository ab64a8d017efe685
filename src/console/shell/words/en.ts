// What stands on every page of the console, and what is said instead of a page, in English.

export const en = {
  pages: {
    home: 'Console',
    desk: 'Desk',
    live: 'Live',
    calls: 'Calls',
    notices: 'Notices',
    people: 'People',
    audit: 'Audit',
    account: 'My account',
  },
  roles: {
    operator: 'Operator',
    supervisor: 'Supervisor',
    editor: 'Editor',
    administrator: 'Administrator',
  },
  mayNot: 'No role yet',
  everyCompany: 'All companies',
  skip: 'Skip to the content',
  menu: 'Pages',
  language: 'Language',
  change: 'Change',
  account: 'My account',
  signOut: 'Sign out',
  practice: 'Practice mode',
  problems: {
    400: {
      title: 'That cannot be read',
      text: 'The browser sent something this page does not understand. Nothing was changed.',
    },
    401: {
      title: 'You are not signed in',
      text:
        'Your session has ended, and nothing was changed. Go back in the browser to keep ' +
        'what you typed, sign in in another tab, and send it again.',
    },
    403: {
      title: 'Not for your role',
      text: 'Your role does not open this page. An administrator can give you another one.',
    },
    404: {
      title: 'Not here',
      text: 'There is no such page, or it belongs to a company you do not work for.',
    },
    409: {
      title: 'Changed meanwhile',
      text:
        'Somebody else changed this since you opened it, or the form was sent twice. Nothing ' +
        'was changed; open it again.',
    },
    413: {
      title: 'Too much text',
      text:
        'What was sent is longer than this page takes. Nothing was changed; go back and make ' +
        'it shorter.',
    },
    429: {
      title: 'Too many tries',
      text: 'Too many wrong sign-ins came from your address. Wait a few minutes and try again.',
    },
    503: {
      title: 'Too busy just now',
      text: 'Many people are signing in at this moment. Wait a few seconds and try again.',
    },
  },
  foreign: 'The request did not come from a page of this console. Nothing was changed.',
  foreignHost:
    'This address does not belong to the console. Open it at the address of this ' +
    'installation (PUBLIC_URL); a proxy in between has to pass on the Host header.',
  back: 'To the console',
  signIn: 'Sign in',
}
