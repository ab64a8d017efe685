// English words that mean about the same, as callers use them: one idea a line, written for this
// project.
import { unfold } from '../normalise.ts'

/** `_` joins words that count only together; a word may stand in several lines. */
export const thesaurus = unfold(`
remove delete erase cancel clear discard eliminate get_rid take_off take_out drop wipe trash
  dismiss scrap strike cross_off throw
cancel call_off abort annul revoke void terminate discontinue unsubscribe withdraw opt_out
stop halt quit end finish cease shut pause quiet silence silent enough
create add make new insert include append generate build establish compose form put
set schedule arrange program setup set_up fix plan
start begin launch initiate commence activate enable run kick_off
open unlock
close shut lock
change modify edit alter update adjust amend switch correct revise different another replace swap
  exchange
move reschedule postpone delay shift push_back put_off later rebook earlier
show display view see list present bring_up pull_up give read tell
find search locate look_for look_up seek discover lookup hunt
check verify inspect review examine look see status
know learn inform explain describe tell information info details about facts
save store keep record remember note preserve
send submit forward mail deliver dispatch transmit
receive get got obtain arrived incoming
reply answer respond response write_back
share post publish upload put
buy purchase order get shop shopping acquire checkout cart basket
sell selling sale offer
pay paid payment payments settle remit transfer
book reserve reservation booking ticket tickets seat seats
want need like wish desire prefer
help assist assistance support aid guide
fix repair mend broken faulty defective damaged malfunction not_working doesnt_work
  stopped_working out_of_order
problem issue trouble error fault failure fail glitch wrong bug difficulty
activate enable switch_on turn_on power_on put_on on
deactivate disable switch_off turn_off power_off shut_off put_off off out
increase raise up higher turn_up louder more boost amplify brighten brighter intensify maximize
  maximum max
decrease lower reduce down turn_down less softer quieter dim dimmer lessen minimum minimize min
  quieten
loud louder volume sound noise audio speaker speakers hear mute unmute quiet noisy silent decibel
light lights lamp lamps bulb lighting illumination brightness bright dim dark darker glow hue
  shade led lit
color colour red blue green yellow purple pink orange white black hue shade tint violet
room bedroom kitchen bathroom hallway living_room lounge garage hall basement attic house home
plug socket outlet power electricity wemo electric appliance device
vacuum hoover clean cleaner robot roomba sweep cleaning dust mop floor floors carpet
coffee espresso latte cappuccino brew machine cup caffeine mug
alarm alarms wake wakeup wake_up snooze buzzer clock oversleep
remind reminder reminders remember forget notify notification alert alerts
timer countdown stopwatch
event events meeting meetings appointment appointments calendar schedule agenda diary engagement
  conference birthday anniversary party invite
day days date dates today tomorrow yesterday week month year monday tuesday wednesday thursday
  friday saturday sunday
january february march april may june july august september october november december
time clock hour hours oclock minute minutes
timezone zone gmt est pst utc eastern pacific central convert time_difference
morning afternoon evening night noon midnight dawn tonight
weather forecast temperature rain rainy raining snow snowing sunny sun wind windy cloudy storm hot
  cold degrees humid humidity umbrella climate celsius fahrenheit jacket coat warm chilly hail fog
  thunder sunscreen boots freezing
news headlines headline newspaper press article articles breaking latest current world politics
  election journal cnn bbc happening
music song songs track tracks tune tunes album albums playlist artist singer band melody genre
  lyrics concert jazz rock pop classical rap hip hip_hop metal country blues dj
play listen hear put_on start stream resume
radio station stations fm am channel frequency broadcast
podcast podcasts episode episodes show subscribe
audiobook audiobooks book books chapter novel narrator reading author story
game games gaming chess cards tic_tac_toe play_a_game puzzle
movie movies film films cinema theater theatre show screening actor actress director series tv
  television netflix
like love enjoy favorite favourite fond adore good great awesome amazing nice best rate
dislike hate dont_like awful terrible bad boring worst annoying
rate rating stars score review thumbs
shuffle repeat loop random again skip next
joke jokes funny laugh humor humorous laughing comedy pun giggle hilarious cheer
email emails mail mails inbox message messages letter gmail outlook unread mailbox
contact contacts address_book phone_number number email_address
social facebook twitter tweet tweets instagram post posts status timeline linkedin snapchat
  hashtag feed complaint
phone call telephone dial ring mobile cell cellphone handset smartphone
text sms message texting whatsapp
recipe recipes cook cooking bake baking ingredient ingredients dish prepare fry boil roast grill
  oven meal stew soup
food eat eating meal meals dinner lunch breakfast snack hungry dish cuisine pizza burger chinese
  indian italian sushi thai curry sandwich chicken pasta
restaurant restaurants diner cafe bar bars pub pubs bistro eatery table dine
takeaway takeout take_away take_out delivery deliver order home_delivery carry_out pickup
shop shops store stores mall market supermarket grocery groceries boutique
list lists shopping_list to_do todo checklist item items groceries
stock stocks share shares market nasdaq dow invest investment trading traded bond price prices
currency exchange_rate dollar dollars euro euros pound pounds yen rupee rupees peso usd eur
  convert conversion exchange forex rate
calculate math maths plus minus times divided multiply multiplied square root sum add subtract
  percent equation arithmetic equals solve addition
define definition meaning mean means dictionary describe word synonym explain spell
person celebrity famous president actor who born age old married wife husband biography
city country capital population located geography continent river mountain far distance
train trains railway rail railroad station amtrak locomotive metro subway
bus buses coach tram
taxi cab uber lyft ride driver
car vehicle auto automobile truck van motorcycle drive driving
traffic congestion jam road roads highway route commute rush rush_hour busy accident freeway
  congested
directions direction route map navigate way navigation how_far distance shortest fastest
flight flights plane airplane airline fly airport airfare boarding departure departing departs
  arrival arrive layover nonstop gate
travel trip vacation holiday journey tour abroad visit tourism
hotel room hostel accommodation motel lodging stay night nights guest check_in check_out suite
luggage bag bags baggage suitcase carry_on
passport visa document documents id identity identification papers license licence certificate
insurance policy cover coverage claim premium insured insurer
bank banking account accounts branch
money cash funds fund amount sum
balance how_much_money left remaining available funds
card cards credit_card debit_card visa mastercard credit debit plastic
pin passcode password code login log_in sign_in username credentials forgot forgotten reset locked
transfer wire send_money remittance move_money sent
deposit top_up topup add_money load credited
withdraw withdrawal atm cash_machine cashpoint take_out_cash
fee fees charge charges charged cost costs price prices pricing expensive rate rates how_much
  commission cheap cheaper
bill bills billing invoice invoices statement statements receipt owe owed due charge charged
  overcharged payment
refund refunds money_back reimburse reimbursement return chargeback compensation repay
discount coupon voucher promo promotion offer deal deals sale loyalty reward rewards points
loan loans mortgage credit borrow lending lend debt interest instalment installment
salary paycheck wage wages income payroll pay_day direct_deposit earn
tax taxes irs vat
spend spending spent expenses budget transactions transaction history
fraud scam stolen suspicious unauthorized unauthorised hacked unrecognized dont_recognize dispute
  theft thief
lost lose missing misplaced cant_find stolen mislaid
arrive arrived arrival come delivered delivery track tracking shipping shipped ship shipment
  parcel parcels package packages courier post where_is when_will eta
order orders ordered purchase item items product products goods
return returns returning send_back exchange unwanted wrong_size
complain complaint complaints unhappy dissatisfied disappointed upset angry rude poor unacceptable
  terrible feedback
sales sell buying quote price_list new_customer offers
technical technician tech engineer engineers it support device computer laptop software
internet wifi wi_fi broadband connection router modem network online signal slow coverage
  connectivity web website
screen printer keyboard mouse monitor app application install download update
tariff plan plans package subscription contract upgrade data roaming minutes
electricity power gas water energy meter outage blackout utility utilities leak reading heating
  boiler pipe
doctor doctors nurse clinic hospital surgery medical gp physician dentist dental specialist health
  appointment therapist
sick ill illness pain hurt symptom symptoms fever headache cough unwell injury flu
medicine prescription prescriptions medication pharmacy pills drug refill tablets
  repeat_prescription
test tests result results lab blood x_ray scan
vaccine vaccination shot immunization injection jab
emergency urgent fire ambulance police danger accident
address location place where move moved moving relocate postcode zip street
name surname spelling called who
hours open opening closing times working_hours close opened business_hours
job jobs vacancy vacancies career careers work employment hiring apply recruitment position
school college university course courses class classes student students teacher lesson lessons
  enroll enrolment tuition exam
library book books borrow renew overdue catalogue librarian fine return_a_book loan
apply application form register registration enroll sign_up signup join membership member
renew renewal extend extension expire expired expiry expiration
upgrade improve better premium
confirm confirmation sure certain verify validate is_it_right right correct double_check make_sure
yes yeah yep agree okay fine correct right affirmative
no nope not wrong incorrect negative disagree false mistake not_right dont_agree misunderstood
  mistaken
repeat again once_more say_again one_more_time rephrase restate pardon what_did_you_say last_thing
  clarify
explain clarify elaborate understand dont_understand confused unclear meaning rephrase
dont_care whatever doesnt_matter does_not_matter no_preference either any anything not_bother
  dont_mind up_to_you indifferent no_matter never_mind not_care not_mind
thanks thank_you thank appreciate grateful well_done good_job great_job awesome excellent
  wonderful brilliant nice_work great perfect smart clever amazing
hello hi hey greetings good_morning howdy whats_up how_are_you
goodbye bye see_you farewell later
sorry apologize apologies excuse
person human agent operator representative someone staff people somebody adviser advisor
manager supervisor boss
friend friends mom mother dad father wife husband brother sister family son daughter parents
love feel feeling emotion mood sad happy lonely bored tired
recommend recommendation recommendations suggest suggestion suggestions suggested ideas advise
  best good popular top should
near nearby nearest around closest close local area here
recent last latest previous newest
next upcoming future coming following
quantity many much number amount count
size large small medium
language english spanish french german translate translation say_in
weight diet calories nutrition healthy carbs protein vitamin
tire tires oil engine gas fuel mileage brake petrol mechanic garage
cleaning laundry dishes trash garbage rubbish waste recycling bin
garden lawn plant tree grass
pet pets dog cat animal vet veterinary puppy
gift present presents birthday
baby child children kid kids
rent rental lease tenant landlord apartment flat property house hire
key keys lock door doors gate window
security secure safe safety privacy camera
fingerprint face touch biometric contactless apple_pay google_pay wallet
virtual disposable digital physical
topping limit limits maximum restriction allowed
pending waiting process processing still not_yet take_long long
decline declined rejected denied refused blocked not_accepted freeze frozen block
age old young years minimum
country countries europe abroad overseas foreign international us uk
sports sport football soccer basketball team match league cricket tennis goal won
science history trivia question general
robot bot you_are ai who_are_you real computer
stock_price share_price trading_at
meter_reading submit_reading
heat heating thermostat warm cool cooling air_conditioning temperature ac fan
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty
  thirty forty fifty sixty seventy eighty ninety hundred thousand million half first second third
am pm oclock half_past quarter_past noon midnight sharp
john mary sarah sara david mike michael james robert william tom thomas peter paul mark anna anne
  emma lucy jane kate lisa laura susan linda george harry jack bob joe sam ben dan daniel steve
  kevin brian jenny amy emily rachel karen maria alex andrew chris matt nick jim bill
london paris york boston chicago angeles francisco tokyo delhi mumbai moscow minsk berlin rome
  madrid dublin sydney beijing miami seattle texas florida california ohio denver dallas houston
  atlanta cairo dubai toronto manchester edinburgh glasgow amsterdam vienna warsaw
america usa england britain uk france germany italy spain russia china india japan canada
  australia mexico brazil ireland scotland poland ukraine egypt turkey greece africa europe asia
  american british french german italian spanish russian chinese indian japanese canadian
country city state town village capital region nation continent county
bread milk cheese butter eggs egg meat beef pork chicken fish rice potato potatoes tomato tomatoes
  onion salad soup pasta noodles cake cookies pie chocolate sugar salt fruit apple apples banana
  bananas orange vegetables vegetable steak bacon sandwich cream
tea coffee juice water beer wine drink drinks soda milk lemonade cocktail
pizza burger burgers hamburger kebab sushi taco tacos fries noodles curry hot_dog chinese thai
  mexican indian domino dominos mcdonalds kfc subway starbucks pizzeria
dog cat horse bird lion tiger whale elephant bear fish animal species cow pig mouse insect
  dinosaur
shirt shoes dress trousers jeans jacket coat hat clothes clothing wear socks boots outfit
head back tooth teeth leg arm eye eyes heart stomach skin knee foot throat
doctor lawyer teacher president minister king queen scientist inventor writer poet
apple google microsoft amazon tesla ibm intel samsung sony facebook netflix nike walmart company
  corporation brand
who whose whom who_is
where where_is whereabouts in_which
when what_time what_day at_what
how_many how_much number_of amount
why reason because cause how_come
how_do_i how_to how_can_i way_to steps instructions instruct
do_i_have have_i is_there are_there any_new
did_i have_i did_anyone has_anyone
singer sing sings sung song composer band artist musician wrote performed
happening going_on whats_on what_is_on whats_happening take_place upcoming latest
cheer entertain amuse bored fun funny
eat where_to_eat place_to_eat restaurant dine
headphones bluetooth speaker loudspeaker
continue resume carry_on where_i_left left_off go_on keep_going
rewind fast_forward skip next previous back chapter episode track
favorite favourite like liked love loved enjoy best prefer
sleep bed bedtime nap go_to_bed
darkness dark dim dimmer shadow
bright brighten brighter brightness lighter
mark flag tick star
beside free busy available availability slot
distance far km kilometers miles mile length tall height high deep wide long
heavy weigh weight kilogram kilograms pounds grams ounces
born birthday age old year_born died death
married wife husband spouse girlfriend boyfriend dating divorce
invent inventor discovered discover founder founded history ancient war
planet moon sun earth star space galaxy universe solar ocean sea lake river mountain
tall tallest largest biggest longest highest smallest fastest
divide multiply multiplied times plus minus sum square_root percent percentage add subtract
forgive apology sorry my_bad
understand get_it got_it follow clear see comprehend
mess messed screwed wrong mistake mistaken error incorrect not_what not_right misheard
correct right accurate perfect exactly precisely spot_on
olly alexa siri hey_google cortana assistant
stop_it shut_up be_quiet silence enough cancel_that leave_it
check_in check_out checkin checkout
postpone reschedule move delay put_off
attend attending participants invite invitation guest guests join
bring_home pick_up collect collection
heavy_traffic jam jammed stuck congestion clear_road
leave leaving depart departure go going
nearest closest nearby around_me close_by near_me in_the_area within
ticket tickets fare fares one_way round_trip return_ticket
platform station stop terminal
cheapest cheap affordable low_cost budget inexpensive
grocery groceries supermarket vegetables fruit milk bread
notes note memo write_down jot
photo photos picture pictures image images camera video videos
followers following follow friend friends liked comments comment
password username credentials account_details sign_in
balance account_balance how_much_do_i funds left
cash_back cashback reward points miles loyalty
interest interest_rate apr rate percentage
credit_score credit_rating fico score
credit_limit spending_limit limit raise_my_limit
routing routing_number iban swift sort_code account_number
checks cheque cheques chequebook checkbook check
new_card replacement replace card_arrived order_a_card get_a_card
expire expires expired expiration expiry valid
card_number cvv cvc security_code
exchange_rate rate conversion foreign_currency foreign
cash_withdrawal atm machine cash declined
direct_debit standing_order recurring automatic autopay
top_up topped_up topping auto_top
beneficiary recipient payee receiver sender
identity verify_identity verification prove proof
source_of_funds where_money_from income_source
terminate close_account delete_account deactivate cancel_account
retirement 401k pension rollover savings
w2 form forms document paperwork certificate
vacation_days pto time_off day_off leave holiday holidays sick_day
boss schedule_meeting meeting_room conference_room
oil oil_change tire_pressure mpg gas_type jump_start dead_battery battery
flat puncture tow breakdown roadside assistance
gasoline petrol gas fuel fill_up diesel
plug_type adapter converter socket_type
injections vaccines shots vaccination
travel_alert travel_warning safe_to_travel danger warning
lost_luggage baggage_claim lost_bag
car_rental rent_a_car rental_car hire_car
carry_on hand_luggage cabin_bag
timezone time_zone time_difference hours_ahead
flip_a_coin coin heads tails toss
roll_a_die dice die roll
spell spelling letters
translate translation say_in how_do_you_say language
ingredient ingredients substitute instead_of replace_with swap
how_long cook_time long_to_cook minutes_to
food_last go_bad expire shelf_life still_good
calories nutrition nutritional healthy vitamins
meal_suggestion what_to_eat something_to_eat dinner_ideas
restaurant_reviews reviews ratings
volume_up turn_it_up louder
whisper whisper_mode speed speak_faster slower speak_slowly talk_faster accent voice
reset factory_reset restart reboot turn_it_off_and_on
sync pair link connect bluetooth
call_me my_name change_my_name user_name nickname
who_made_you your_creator made_you who_built created_you
where_are_you_from your_origin hobbies your_hobbies how_old_are_you
meaning_of_life philosophy purpose_of_life
fun_fact trivia interesting_fact
find_my_phone locate_my_phone where_is_my_phone
appliance fridge refrigerator washing_machine dishwasher oven stove microwave television
warranty guarantee guaranteed repair_service
stock_available in_stock out_of_stock available availability
size colour model version edition
gift_card voucher gift_certificate
open_account new_account opening_account create_account
newsletter subscription subscribe unsubscribe mailing_list
address_change change_address new_address moved
courier driver van delivery_man postman
doorstep neighbour left_with safe_place collected
customs duty import export
damaged_parcel broken_item arrived_damaged
tracking_number order_number reference_number consignment
prescription_refill repeat_prescription medicines chemist
blood_test scan results lab
appointment_change reschedule_appointment cancel_appointment
opening_hours closing_time what_time_open when_open
parking park car_park garage space
reservation table_for book_a_table guests party_of
wheelchair accessible access disabled
noise noisy neighbours disturb
smell smells leak leaking flood flooded water_damage
bins rubbish_collection recycling waste
council tax_office town_hall municipal government
vote voting election register_to_vote
school_report grades marks homework timetable
choose pick select selection decide choice option opt
every daily weekly monthly each often recurring weekdays regularly
weekend weekends saturday sunday
hear heard catch listen sound audible
correctly properly rightly exactly precisely perfectly
outside outdoors air
raincoat umbrella coat sweater scarf gloves
fast speed quick quickly rapid slow slowly hurry soon
watch watching see view video film
settings setting preferences configure configuration mode
live living reside home residence
angry furious mad annoyed upset frustrated
paint painting art museum gallery exhibition artist
pan fry roast oven teaspoon tablespoon cup ounce gram recipe
physics chemistry biology science atom nuclear planet formula
song lyrics singer album folk rap rock jazz
reply replies respond response answered
trending trend popular hashtag viral
complaint complain grievance tweet
shop shops store stores mall bakery butcher market
circus zoo park theatre museum festival fair concert show
president minister government trump obama senate congress law
economy economic business finance market markets sensex nasdaq
monopoly chess poker cards checkers sudoku quiz puzzle
mute silent silence quiet noise shush hush
`)
