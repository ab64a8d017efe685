// English: letters by name and by the alphabet of telephonists, and the names of signs.
import { countTable, phraseSet, signTable, type SpellingWords } from '../spelling.ts'

export const spelling: SpellingWords = {
  letters: signTable(`
    a: ay eh | b: bee be | c: cee see sea | d: dee | e: ee | f: eff ef | g: gee |
    h: aitch haitch | i: eye | j: jay | k: kay | l: ell el | m: em | n: en | p: pee |
    q: cue queue | r: ar are | s: ess es | t: tee tea | u: you yu | v: vee |
    w: double_u double_you double_yu | x: ex | y: why wye | z: zed zee
  `),
  // the alphabet of the ICAO (Annex 10), with the spellings recognisers write
  alphabet: signTable(`
    a: alpha alfa | b: bravo | c: charlie | d: delta | e: echo | f: foxtrot | g: golf | h: hotel |
    i: india | j: juliet juliett | k: kilo | l: lima | m: mike | n: november | o: oscar |
    p: papa | q: quebec | r: romeo | s: sierra | t: tango | u: uniform | v: victor |
    w: whiskey whisky | x: xray | y: yankee | z: zulu
  `),
  other: new Map(),
  signs: signTable(`
    -: dash hyphen minus | /: slash stroke forward_slash | .: dot point period full_stop |
    _: underscore under_score | @: at at_sign | +: plus | ': apostrophe
  `),
  as: phraseSet('for|as in|is for|like|as|like in'),
  doubles: countTable('2: double | 3: triple treble'),
  spoken: {
    '-': 'dash',
    '/': 'slash',
    '.': 'dot',
    _: 'underscore',
    '@': 'at',
    '+': 'plus',
    "'": 'apostrophe',
  },
}
