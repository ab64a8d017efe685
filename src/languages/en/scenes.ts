// English words that come together when callers talk of one matter: one scene a line, written for
// this project.
import { unfold } from '../normalise.ts'

export const scenes = unfold(`
alarm wake wakeup ring set snooze morning tomorrow am oversleep nap rise early
alarm delete cancel remove disable stop unset dismiss
alarm show list which have set check upcoming active tell status
remind reminder remember notify alert set later minutes before
calendar appointment meeting schedule event add put book create plan dentist doctor invite
  organize lunch reunion
calendar delete cancel remove clear erase appointment meeting event drop
calendar free busy available agenda today tomorrow next week what plans planned scheduled
  happening
birthday anniversary wedding party when date celebrate holiday christmas easter
time now current clock hour tell oclock date today day
convert difference london york here there pacific eastern pm
timer set minutes countdown remaining left start stop cooking
email send write compose tell mail message ask recipient subject reply attach draft
email check inbox new unread received any did from read open latest got
contact add save email number new address name phone person store
contact phone number address what find show call who details
call dial ring phone speak mom home number redial
voicemail message messages missed calls recorded listen leave
text message sms send write tell whatsapp reply
facebook twitter instagram post tweet status update picture photo share write send complaint
  company
facebook twitter instagram notifications friends new messages likes trending timeline happening
  check anyone replied
weather rain snow sunny cold hot forecast today tomorrow outside wear umbrella temperature need
  degrees week
news headlines latest read tell happening politics world sport update report breaking channel
music song play listen artist album band genre hear want start
music song playing this what name who sings title singer artist called current album released
music song like love favorite favourite save rate stars add enjoy good great opinion
music shuffle repeat loop skip next previous song pause equalizer again random
playlist add create favorites songs shuffle workout
radio station fm play tune listen channel frequency
podcast episode next play latest listen subscribe previous
audiobook book read resume continue chapter listen play page narrate
game play start open launch together chess level score
movie film cinema showing theatre tonight tickets watch good recommend rated time playing star
  cast
tv channel television watch show series recorded programme
lights light bright room dark on
lights light dark night sleep off
lights dim lower down brightness less soft bright too
lights brighter up increase raise brightness more dark full
lights color colour change red blue green warm mood
socket plug power activate smart device
socket plug power deactivate smart device
volume up louder increase raise higher hear sound
volume down quieter decrease lower softer loud too sound
mute silent quiet silence sound off stop speaker volume talking
vacuum robot clean floor house start dirty carpet dust room
coffee make cup machine brew start espresso prepare ready drink wake
thermostat temperature heating warmer cooler degrees set house cold hot
recipe cook make dish how ingredients prepare oven dinner bake much long cake
food order delivery pizza takeaway restaurant dinner hungry get chinese burger meal
food order deliver status long arrive ready way when delivery driver does takeaway restaurant
restaurant near good food best eat place dinner recommend open table
shop store near closest where buy open mall find address
events happening weekend near concert festival tonight city fun tickets town
bus train time next leave schedule station arrive when route get how stop
train ticket book buy reserve seat fare from to return cheap cost
taxi uber cab ride book call need driver airport now
traffic road accident busy route work drive jam delays now commute long
directions get how far way to map route shortest from drive walk miles
flight book ticket from to cheapest airline depart class seat
flight status delayed time arrive land departure gate cancelled
hotel book room night reservation stay near star pool
hotel reservation cancel change dates refund
car rent rental days suv airport
luggage lost bag airline weight allowed
passport visa need travel apply country renew required international
vaccine shots travel need country disease health
list create add new make shopping grocery start write item milk put
list remove delete item clear erase shopping
list show what read tell items have on
stock price share market trading company worth value today doing points
currency exchange rate dollar euro convert worth equal pounds
maths plus times divided minus calculate percent sum equals
convert units miles kilometers pounds kilograms ounces cups inches feet many
word definition mean meaning define describe dictionary explain object
spell word letters how correct
translate say language spanish how french word
who person born old age married actor president famous singer height
where city country capital located population mountain river world place far
how tall big deep long old world history animals planet
joke funny laugh tell humor hear know
bored sad happy lonely feel day today tired hard story
you name robot real person made old live hobby like think your favourite favorite
yes right correct understood thats exactly perfect did command done well good
no wrong not mistake understood misunderstood incorrect command didnt error
thanks great awesome appreciate nice excellent helpful well love wonderful
repeat again say last hear sentence rephrase
explain further mean understand clarify more detail again elaborate confused clear
check confirm right correct sure verify details please command last question instruction
stop cancel enough quiet off please
whatever anything either fine mind choose any decide select
account balance money checking savings bank have left
account open new create bank start savings checking
account close delete terminate cancel bank leave
account blocked locked frozen access login cannot why hold
money send transfer pay someone friend account move how abroad
transfer pending when long failed recipient received hours
transfer failed declined rejected error why beneficiary wrong
transfer cancel undo reverse mistake stop
transfer fee charged cost extra international
transaction recognise charge unknown strange statement suspicious
transactions recent spending history last list show spent month
card new order get apply replace arrive delivery when track post
card lost stolen missing report block freeze wallet
card declined rejected payment shop why atm
card activate new start received enable how
card expired expire date new renew
card swallowed atm machine stuck ate
pin change forgot reset wrong blocked new code
virtual disposable card online limit
contactless pay tap payment phone
cash withdrawal atm wrong amount received pending charged declined fee
account failed limit fee pending reverted cheque cash
refund missing request where long statement return money
payment pending cancelled twice double charged reverted declined
wrong currency abroad charged bad purchase
identity verify why prove documents selfie unable
phone lost changed number app security
improve what check rating
increase raise change amount
savings loan mortgage what apr
loan apply mortgage borrow eligible approved
bill pay due when minimum electricity
payday salary income when next
tax refund forms w2 return owe file
rewards points balance redeem miles earn how
order status track where parcel delivered when package shipped late tracking number
order cancel change mistake stop
order missing item incomplete wrong received broken damaged
parcel send post cost shipping label weight collect pickup
delivery change address date time reschedule home neighbour missed
return item exchange refund size label
complaint complain rude unhappy manager bad service feedback speak
product stock available have size colour when back
price cost quote discount offer cheaper
discount code voucher coupon apply promotion
subscription cancel stop renew upgrade change plan membership
password forgot reset change login cannot email account
internet down slow connection router wifi outage
phone broken screen repair battery charge
sim card activate port number network signal roaming
plan data minutes change upgrade contract cheaper tariff
bill high wrong explain charge invoice dispute question
technician visit appointment install engineer when come
power outage electricity gone no lights when back cut
water leak pipe burst no pressure dirty tap flood
meter reading submit gas electricity give
move moving house address new change
bin rubbish collection missed waste day recycling large
road hole streetlight broken pavement report tree fallen
noise neighbour loud complaint night
school place register child term fees teacher absent
library book borrow renew reserve overdue fine card
certificate birth marriage passport apply copy request
licence driving renew permit parking vehicle registration
tax council pay bill discount arrears
fine parking ticket pay appeal
doctor appointment book see gp today sick urgent
doctor appointment cancel change move
prescription repeat order medicine refill tablets collect ready
test results blood scan ready lab get
pain hurt fever sick symptoms cough ill head stomach
hospital ward visit visiting hours patient
dentist tooth pain filling appointment
insurance claim accident car make report damage
insurance policy cover renew quote cancel change
roadside tyre flat battery tow car
car service oil tyre brake check appointment mot repair
table book reserve people tonight dinner restaurant
table cancel change reservation
menu vegetarian allergy gluten vegan dish
open close today sunday holiday
address where located directions parking office
speak human operator agent person someone transfer real
sales buy new product information quote
support technical help problem
vacation days leave pto request left
job vacancy apply interview hiring salary
book conference free
taxes donation charity donate
left umbrella bag found bus
volunteer event register attend
gift card buy balance redeem birthday present
sports game score team won match league final when play
horoscope fortune
dice coin roll flip toss
calories food healthy many eat nutrition
substitute ingredient instead replace
fresh expire food last fridge long
gas fuel tank mileage left enough
tire pressure tires air
ringer vibrate phone
language change speak settings
voice speed slower faster accent talk change
name change user
device pair bluetooth connect sync reset
app download install open update
photo take picture camera show selfie
plant garden flowers grow water
dog cat pet vet food puppy sick
baby child nappy milk sleep nursery
clothes wear shirt shoes dress size jacket
hair cut salon appointment
gym workout exercise run training yoga fitness class
church service mass pray
police report crime stolen emergency
fire smoke alarm burning
court lawyer legal judge case
election vote president party politics candidate
`)
