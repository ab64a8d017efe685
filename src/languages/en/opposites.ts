// English words that say the opposite of others: a pair a line, one side before the stroke and the
// other after it; written for this project.
import { unfold } from '../normalise.ts'

export const opposites = unfold(`
on activate enable / off deactivate disable
up increase raise louder brighter higher / down decrease reduce lower quieter dim dimmer softer
add create set make new insert schedule put book / remove delete erase cancel clear
start begin play resume / stop end pause quit
like love good / dislike hate bad
yes right correct / no not wrong incorrect
buy / sell
open / close
send / receive read check
loud / quiet mute silent
bright / dark
first / last
hot warm / cold cool
what whats which when who any show list tell check read view display see know / add create set
  make new insert schedule put remind wake book
what whats which when who any show list tell check read view display see know / remove delete
  erase cancel clear
more extra louder / less fewer quieter
on / dim down lower less
off / dim down up bright brighter
color colour change red blue green / on off dim brighter
mute silent / up louder increase
mute silence silent off / on unmute
save like favorite rate / play
skip next / previous back repeat
repeat loop again / shuffle
play / what who name
`)
