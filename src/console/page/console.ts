// What each page of the console loads: htmx with server-sent events. Its settings stand in the page's head; nothing is evaluated.
import 'htmx.org'
import 'htmx-ext-sse'
