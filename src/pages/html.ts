// HTML by template: whatever is put in is escaped, unless it was made by this same template.
import { escapeXml } from '../ground/escape.ts'

const trusted = Symbol('html')

/** Markup that needs no escaping. Nothing read from outside can be one, because the key is a symbol
 * of this file. */
export type Html = { readonly [trusted]: string }

export type Content = Html | string | number | false | null | undefined | readonly Content[]

/** Puts contents into markup; lists are joined, `false`, `null` and `undefined` leave nothing.
 * Attributes must be in double quotes. Templates are indented as code is: the indentation of their
 * own lines is not sent. */
export function html(strings: TemplateStringsArray, ...contents: Content[]): Html {
  const parts = removeIndent(strings)
  return {
    [trusted]: parts.reduce((text, part, index) => text + textOf(contents[index - 1]) + part),
  }
}

const templates = new WeakMap<TemplateStringsArray, readonly string[]>()

function removeIndent(strings: TemplateStringsArray): readonly string[] {
  const known = templates.get(strings)
  if (known) return known
  const parts = strings.map((part) => part.replace(/\n[ \t]+/g, '\n'))
  templates.set(strings, parts)
  return parts
}

/** Attributes of a tag, each with a space before it; `true` stands alone, `false` and `undefined`
 * leave nothing. */
export const attributes = (given: Record<string, string | number | boolean | undefined>): Content =>
  Object.entries(given).map(([name, value]) => {
    if (value === undefined || value === false) return undefined
    if (value === true) return html` ${name}`
    return html` ${name}="${value}"`
  })

/** The markup as text, to be sent. */
export function markup(page: Html): string {
  return page[trusted]
}

function textOf(content: Content): string {
  if (content === false || content === null || content === undefined) return ''
  if (typeof content === 'string' || typeof content === 'number') return escape(String(content))
  if (isList(content)) return content.map(textOf).join('')
  return content[trusted]
}

const isList = (content: Content): content is readonly Content[] => Array.isArray(content)

const escape = (text: string): string => escapeXml(text).replaceAll("'", '&#39;')
