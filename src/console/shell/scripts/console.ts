// What each page of the console loads: htmx with server-sent events. Its settings stand in the
// page's head; nothing is evaluated.
import htmx from 'htmx.org'
import 'htmx-ext-sse'

declare global {
  /** for the scripts of single pages, which need not bring it again */
  var htmx: typeof import('htmx.org').default
}

// its types are told as if it were not an ES module
globalThis.htmx = htmx as unknown as typeof globalThis.htmx
