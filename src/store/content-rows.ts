// The contents a company's folder has had, each once, with the texts of its files by their hashes.
import type { Kysely } from 'kysely'
import { parseStored } from './rows.ts'
import type { Schema } from './schema.ts'

/** All that a company's folder held at one time: `release` is the hash of it, `files` the hash of
 * each file by its path, `texts` the text of each by its hash; sound has no text. */
export type Content = {
  release: string
  files: Record<string, string>
  texts: Record<string, string>
}

export type ContentsStore = {
  /** Keeps a content; one that is known stays as it was first seen. `at` in UTC milliseconds. */
  saveContent(tenant: string, content: Content, at: number): Promise<void>
  content(tenant: string, release: string): Promise<(Content & { firstSeen: number }) | undefined>
}

export const contentsOn = (db: Kysely<Schema>): ContentsStore => ({
  async saveContent(tenant, { release, files, texts }, at) {
    // texts first: a content that can be found is whole
    for (const [hash, text] of Object.entries(texts))
      await db
        .insertInto('texts')
        .values({ hash, text })
        .onConflict((c) => c.column('hash').doNothing())
        .execute()
    await db
      .insertInto('contents')
      .values({ tenant, release, files: JSON.stringify(files), first_seen: at })
      .onConflict((c) => c.columns(['tenant', 'release']).doNothing())
      .execute()
  },
  async content(tenant, release) {
    const row = await db
      .selectFrom('contents')
      .select(['files', 'first_seen'])
      .where('tenant', '=', tenant)
      .where('release', '=', release)
      .executeTakeFirst()
    if (!row) return undefined
    const files = parseStored<Record<string, string>>(row.files)
    const hashes = Object.values(files)
    const texts = await db
      .selectFrom('texts')
      .selectAll()
      .where('hash', 'in', hashes.length > 0 ? hashes : [''])
      .execute()
    return {
      release,
      files,
      texts: Object.fromEntries(texts.map(({ hash, text }) => [hash, text])),
      firstSeen: row.first_seen,
    }
  },
})
