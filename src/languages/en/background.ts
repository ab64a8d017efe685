// English as people talk on any subject: what belongs to no option in particular. Written for this
// project.

export const background = `
I was standing at the window when the neighbours came home
can you tell me what that means
what is the name of that thing we saw
how do I get to the other side
why is the sky so grey in the winter
could you please do that for me
I would like to ask you something
my sister has two cats and an old dog
is there anything I can do about it
I do not know what to say
when did the second world war begin
who won the match on Saturday
how many people live in your village
please let me know what you think
I am looking for a pair of brown shoes
we went to the sea with the children last summer
what do you think of this dress
where did you put the scissors
the baby has been crying the whole night
do you have any brothers or sisters
tell me a story about a dragon
he said that she would not come
I have been waiting here for a very long time
turn left at the church and then go straight on
which of these is the best one for me
how old is the queen
she plays the piano and he plays the drums
give me a minute to think
what time does it start and when does it end
I need to talk about something else
are you there can you hear me
set the table for six people please
I want to learn how to swim
put the milk back in the fridge
make sure that the door is shut
what is the biggest animal in the world
find me a nice place to sit down
show me how this works
is it true that you can see the moon today
how much does an elephant weigh
the meeting went on and on and nobody listened
my phone fell into the water yesterday
let us go for a walk in the park
do I have to wear a tie tonight
call your mother and say hello
the bus was late again this morning
I need a new battery for my watch
open the window it is too warm in here
the price of bread has gone up again
how long does it take to boil an egg
do not forget to feed the fish
it is raining and I have no umbrella
remind him to bring the keys back
what should I cook for my guests this evening
could you read that to me one more time
I paid for it with my own money
my friend works at the hospital across the road
there is something wrong with the washing machine
send my best wishes to the family
is this the right way to the station
I bought a ticket but I could not find my seat
the film was boring and far too long
play with the children in the garden
what was the weather like on your holiday
add some salt and a little pepper
check whether the lights are still on upstairs
how do you say thank you in Polish
I left my bag on the train
I am not happy with my new haircut
change the sheets on the bed
when is your birthday
cancel that I have changed my mind
take the second road on the right
a man with a red hat asked about you
can I have a glass of water
have you ever been to the mountains
what happened to the old bridge
who wrote this song
no that is not what I meant
yes that would be lovely
well you know how it is with teenagers
oh my goodness it is late
do you believe in ghosts
my leg hurts when I run
where can I buy fresh flowers around here
I have a question about history
what are the rules of this game
he lost his job and had to sell the car
write down the address before you forget it
the shop on the corner is closed on Mondays
start the engine and wait for me
will it be sunny at the weekend
your order has nothing to do with mine
look at that enormous spider
I think the answer is forty two
stop making that noise
the kitchen smells of burnt toast
book that I was reading was about Africa
what kind of music do they like
list the rivers of this country
wake me at seven tomorrow
what alarms do I have for the morning
switch my alarm off
add lunch with Peter to my calendar on Friday
what is on my agenda for next week
take the dentist out of my calendar
remind me to water the plants at six
set a timer for ten minutes
what time is it now
what is the date today
what time is it in Madrid when it is noon here
will I need a coat tomorrow
how hot will it get this afternoon
what are the headlines this morning
any news about the election
play something by my favourite band
who is singing this
I love this tune
skip to the next track
make the playlist repeat
put the jazz station on
go on with my audiobook
play the newest episode of that podcast
let us play chess
turn the sound up a bit
make it quieter please
mute yourself
switch on the lamp in the bedroom
lights out in the kitchen
dim the lights a little
make the room brighter
change the lamp to purple
start the vacuum cleaner
make me a strong coffee
turn the heater on at the plug
cut the power of that socket
do I have any new mail
write an email to my boss
what is her phone number
save this address in my contacts
post on my wall that I am fine
what are my friends up to online
read me my shopping list
put eggs on my shopping list
cross the flour off the list
start a new list for the party
how do I bake an apple pie
order a pizza for two
is my food on its way
do they deliver to my street
find a good place for dinner nearby
what is playing at the cinema tonight
any concerts in town this weekend
where is the nearest chemist
how bad is the traffic on the ring road
which way is fastest to the office
when does the next train leave
buy me a ticket to the coast
get me a taxi to the airport
how many rupees do I get for ten pounds
what are shares of that company worth
what is seven times eight
what does that word mean
who invented the telephone
how high is the tallest mountain
how old is that actor
tell me something funny
how are you today
what is your favourite colour
do you like people
thanks that was great
well done you are clever
that is wrong
I did not mean that
yes exactly
are you sure about it
either of them is fine by me
it makes no difference to me
stop it now
never mind forget it
could you explain that again
I did not get that
how much money is in my account
send two hundred to my brother
why was I charged twice
I want to close my account
my card has been stolen
my card was refused in a shop
I forgot my password
I need a new pin
raise the limit of my card
when will my salary come in
what is the interest on the loan
I would like a mortgage
I cannot pay this month
where can I find a cash machine
there is a payment I do not know
I want my money back
how do I send this back
the parcel came broken
my package has not come
change the delivery address
I want to speak to the manager
this is the worst service ever
I want to order a new one
do you have it in blue
how much does it cost
is there a discount for students
I would like to cancel my subscription
can I upgrade my plan
the internet is down
my router keeps blinking
the screen stays black
I cannot log in
how do I install the program
the printer does not print
there is a power cut in our street
water is coming through the ceiling
the heating does not work
here is my meter reading
I need to see a doctor
I have to put off my appointment
are my test results back
I need more of my tablets
I feel dizzy and sick
does my insurance cover that
I had an accident with the car
my tyre is flat
when is the next oil change due
I want to rent a car for a week
book a room for two nights
I want to change my flight
my suitcase did not arrive
do I need a visa for that country
what is the time of departure
a table for four at eight please
are you open on Sundays
where are you located
is there parking at your place
are dogs allowed
can I pay by card
I would like to apply for the job
how many days off do I have left
when do I have to pay my taxes
I want to enrol in a course
renew my library books
how do I get a new passport
I want to register my child for school
when is the rubbish collected
the streetlight is broken
translate good night into French
how do you spell necessary
flip a coin
what are the calories in a banana
how long does cheese keep
what can I use instead of butter
call my sister
text him that I am late
where is my phone
speak more slowly
change your name
what can you do
who made you
talk to me in Spanish
what is the meaning of life
I am bored
good morning
goodbye for now
where was my last payment made
freeze my account
is my bill due
how do I improve my credit rating
I want to make a complaint
I have moved house
I got married and changed my name
please take me off your list
I was cut off just now
I have been waiting for an answer for weeks
somebody called me from this number
I have a reservation and need to change it
I lost my key
the lift is stuck
I would like to donate something
I found a wallet in the street
delete everything from this week
is my alarm on
what did I ask you to remind me of
move my meeting to the afternoon
who is coming to the party
do I need an umbrella
is it snowing in the north
what is the temperature outside
tell me what happened in politics
next song please
save this tune to my favourites
I do not like this band
start the film again
which podcasts do you have
go back one chapter
what is on the radio
play a quiz with me
make the music louder
lower the lamp by half
it is too dark in the hall
all lights off
give the kitchen a warm colour
clean the carpet
get the coffee machine going
did anyone write to me
forward the message to Anna
when did he last mail me
add a new contact
tell everyone on the net that we won
what lists do I have
take milk away from the list
how many eggs for a pancake
I would like sushi brought home
how long until my dinner is here
recommend a museum near me
what films can you advise
show me the way home
how long is the drive to work
is there a bus to the stadium
a return ticket for tomorrow morning
order a cab for seven
exchange rate of the euro today
how did the stock market do
what is twenty percent of eighty
explain the word gravity
where was the painter born
which country has the most lakes
make me laugh
what do you do all day
you are wonderful
that was not right at all
please repeat what you said
whatever you like
shut down now
be quiet for an hour
`
