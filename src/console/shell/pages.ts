// The pages in the header, in their order, each with what one must be allowed to do to see it.
import type { Action } from '../../staff/permissions.ts'

export type PageName =
  'home' | 'desk' | 'live' | 'calls' | 'notices' | 'people' | 'audit' | 'account'

/** Who brings a page adds it here; its word stands in `words.ts` already. The first one allowed is
 * where a sign-in leads. */
export const pages: { name: PageName; path: string; needs: Action }[] = [
  { name: 'desk', path: '/console/desk', needs: 'answer calls' },
  { name: 'live', path: '/console/live', needs: 'see live' },
  { name: 'calls', path: '/console/calls', needs: 'see calls' },
  { name: 'notices', path: '/console/notices', needs: 'switch' },
  { name: 'people', path: '/console/people', needs: 'edit people' },
  { name: 'audit', path: '/console/audit', needs: 'see audit' },
]
