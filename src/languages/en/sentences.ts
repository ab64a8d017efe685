// English: what the telephone edge says by itself.
import type { EdgeSentence } from '../sentences.ts'

export const sentences: Record<EdgeSentence, string> = {
  'number not in use': 'Sorry, nobody answers calls to this number.',
  'call not known': 'Sorry, this call cannot go on. Please call again.',
  'no longer waiting': 'This caller is no longer waiting. Thank you.',
  'calling the customer': 'Calling the customer now.',
  'press 1 for the call': 'This is the call back you asked for. To be connected, press 1.',
  'call back later':
    "I'm sorry, I cannot connect you at this moment. We will call you again shortly.",
}
