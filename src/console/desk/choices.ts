// What an operator chooses from at the desk, in the order of the page.

/** Why somebody is away. */
export const reasons = ['break', 'lunch', 'training', 'meeting', 'recovery', 'other'] as const

export type Reason = (typeof reasons)[number]

/** What a key of the page can do; each can be given another key. */
export const shortcuts = [
  'accept',
  'decline',
  'mute',
  'hold',
  'keypad',
  'transfer',
  'help',
  'hangup',
  'finish',
  'notes',
  'status',
  'list',
] as const
