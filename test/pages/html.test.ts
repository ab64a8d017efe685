import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { html, markup, type Content } from '../../src/pages/html.ts'

describe('the html template', () => {
  it.each<[string, Content, string]>([
    ['a text', 'a <b> & "c" \'d\'', 'a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;'],
    ['markup of its own', html`<i>${'<'}</i>`, '<i>&lt;</i>'],
    ['a list', [html`<i>1</i>`, '<', 2], '<i>1</i>&lt;2'],
    ['a number', 0, '0'],
    ['nothing', [undefined, null, false, ''], ''],
  ])('puts in %s', (_, content, expected) => {
    expect(markup(html`<p title="${content}">${content}</p>`)).toBe(
      `<p title="${expected}">${expected}</p>`,
    )
  })

  it('lets no text open a tag, end an attribute or begin an entity', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', ';', '#', '/') }),
        (text) => {
          const inside = markup(html`${text}`)
          expect(inside).not.toMatch(/[<>"']/)
          expect(inside.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
        },
      ),
    )
  })

  it('does not take an object from outside for markup', () => {
    const forged = JSON.parse('{"html":"<b>","Symbol(html)":"<b>"}') as Content
    expect(markup(html`${forged}`)).not.toContain('<b>')
  })
})
