// What reading a file finds: the codes of YAML, of shapes and of single values, each with the sentence
// that the reference has of it.

export const READING_CODES = {
  'yaml-alias': 'A text starts with *, which in YAML refers to another place.',
  'yaml-anchor': 'A text starts with &, which in YAML names a place.',
  'yaml-brace-starts-text':
    'A text starts with a brace and is read as a group of keys: put it in quotes.',
  'yaml-bracket-starts-text':
    'A text starts with a bracket and is read as a list: put it in quotes.',
  'yaml-broken': 'YAML cannot read the line.',
  'yaml-colon-in-text':
    'A colon with a space in a text makes a key of what stands before it: put the text in quotes.',
  'yaml-comment-cuts-text':
    'A # after a space cuts the rest of the text off: put it in quotes, or write hash.',
  'yaml-control-character': 'The file holds an invisible control character.',
  'yaml-directive': 'A line starts with %, which is a directive of YAML.',
  'yaml-empty': 'The file is empty.',
  'yaml-escape': 'A backslash in double quotes begins an escape that does not exist.',
  'yaml-indent': 'Lines that belong together do not begin in one column.',
  'yaml-key-not-text': 'A key is no text, or there is none before the colon.',
  'yaml-mark-starts-text':
    'A text starts with a mark that has a meaning of its own in YAML: put it in quotes.',
  'yaml-merge-key': '<< merges groups of keys in YAML, which is not used here.',
  'yaml-no-colon': 'A text stands where a key with a colon was expected.',
  'yaml-no-space': 'A space is missing after a colon or a dash.',
  'yaml-not-utf8': 'The file is not saved as UTF-8.',
  'yaml-odd-space': 'A character looks like a space but is another one.',
  'yaml-quotes': 'The quotes do not go around the whole text.',
  'yaml-several-documents': 'A line of dashes begins a second document; a file holds one flow.',
  'yaml-stray-key': 'A comma in a text without quotes ends it and makes a key of the rest.',
  'yaml-tab': 'A tab is used where YAML needs spaces.',
  'yaml-tag': 'A text starts with !, which in YAML names a type.',
  'yaml-too-deep': 'Keys are nested more than 40 levels deep.',
  'yaml-too-large': 'The file is larger than 1 MB.',
  'yaml-unclosed': 'A quote or bracket is never closed.',
  'unreadable-file': 'A file cannot be read: it is gone, not a file, or may not be read.',
  'file-too-slow': 'A file takes too long, or too much memory, to be read, checked and proved.',
  'check-broke': 'Checking a file failed by a fault of callflow itself.',
  'mixed-letters': 'A name has letters of two alphabets that look alike.',
  'table-unreadable':
    'A table is no CSV, not UTF-8, empty, too large, or has a quote in the wrong place.',
  'table-cells': 'A row of a table has more or fewer cells than there are columns.',
  'table-column': 'A column of a table has no name, or that of another column.',
  'duplicate-key': 'A key or name stands twice in one group.',
  'duplicate-name': 'Two flows have one name.',
  'unknown-key': 'A key is not known there.',
  'missing-key': 'A key that is needed is missing.',
  'wrong-type': 'A text stands where a group or list was expected, or the other way round.',
  'wrong-value': 'A value does not fit: not one of those possible, not a number, out of range.',
  'unknown-step': 'A step has no word that is known.',
  'two-words': 'A step has two words; make two steps of it.',
  'unknown-type': 'A type of slot or field does not exist.',
  'unknown-language': 'A language is not written as a tag such as en-GB.',
  'yml-file': 'The name of a file ends in .yml; only those that end in .yaml are read.',
  'misplaced-file': 'A file stands at a place where a file of its name is not read.',
  'unknown-file': 'A FAQ file does not exist beside the flow.',
  'unknown-filter': 'A filter after | does not exist.',
  'bad-template': 'A text with {{ }} cannot be read.',
  'bad-condition': 'A condition cannot be read.',
  'bad-duration': 'A duration has no unit, or is too short or too long.',
  'bad-hours': 'Opening hours cannot be read, overlap, or name a date that does not exist.',
  'bad-zone': 'A time zone does not exist.',
  'bad-holidays': 'There is no holiday calendar of that name.',
  'ask-ways': 'A question leads on by "then", or by "yes" and "no", not by both.',
  'wrong-slot': 'A step keeps its value in a slot of another type.',
  'keys-for-words': 'A name or a free text is to be keyed in.',
  'empty-menu': 'A menu has no options.',
  'done-without-again': '"done" stands in a menu without "again".',
  'missing-end': 'An end of a sub-flow leads nowhere.',
  'unknown-end': 'A "do" step names an end that the sub-flow does not have.',
} as const

export type ReadingCode = keyof typeof READING_CODES

export const isReadingCode = (code: string): code is ReadingCode =>
  Object.hasOwn(READING_CODES, code)
