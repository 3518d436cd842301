# What a figure is about: subject, concept, movement, speaker, modality, across the claim layer's steps.
load common

# The claim of figure $2 in the text $1.
claim_of() { printf '{"id":"a","text":"%s","date":"2025-01-29"}\n' "$1" | "$bin" extract -t ndjson -f ndjson - | grep -F "\"text\":\"$2\"" | head -n 1; }
concept() { claim_of "$1" "$2" | grep -o '"concept":\[[^]]*\]'; }

@test "a list that leaves out its verb" {
  list='The FTSE 100 fell 1.2%, the DAX 1.4% and the CAC 40 by 0.9%.'
  claim_of "$list" 1.4% | grep -q '"entity":"DAX".*"change":"down_by"'
  claim_of "$list" 0.9% | grep -q '"entity":"CAC 40".*"change":"down_by"'
}

@test "concept words are no other figure and no article" {
  [ "$(concept 'The cocoa contract was up 19 cents at $58.24 a tonne.' '$58.24 a tonne')" = '"concept":["cocoa","contract"]' ]
  [ "$(concept 'Marlow bought a notebook for $900.' '$900')" = '"concept":["notebook","Marlow"]' ]
}

@test "concept words are of the group that has the figure, not of whoever acts around it" {
  [ "$(concept 'Joanna Lim paid $900 for a wooden boat.' '$900')" = '"concept":["wooden","boat"]' ]
  [ "$(concept 'The fund bought a stake in a paper mill for $5 million.' '$5 million')" = '"concept":["stake","paper","mill","fund"]' ]
  [ "$(concept 'The effect was seen in water with lead levels at 12 kg.' '12 kg')" = '"concept":["lead","levels"]' ]
  [ "$(concept 'The club has 17 players over the age of 21.' 21)" = '"concept":["players"]' ]
  [ "$(concept 'The maker sells four-, five- and eight-seat boats.' four-)" = '"concept":["boats","maker"]' ]
  [ "$(concept 'The car’s new 2.4-liter four-cylinder engine is loud.' 2.4-liter)" = '"concept":["car","new","engine"]' ]
  [ "$(concept 'The trench, called the Deep, is longer: 24 miles.' '24 miles')" = '"concept":["trench"]' ]
  [ "$(concept 'Ferries typically score between 50 and 70 on it.' '50 and 70')" = '"concept":["Ferries"]' ]
  [ "$(concept 'A 12-ounce can contains 39 grams of sugar.' '39 grams')" = '"concept":["sugar","can"]' ]
  [ "$(concept 'The team won 14 of its last 16 games.' '16 games')" = '"concept":["team"]' ]
  [ "$(concept 'It found that 62 percent support the plan.' '62 percent')" = '"concept":["plan"]' ]
  [ "$(concept 'The fund manages cash on behalf of 90,000 nurses.' '90,000 nurses')" = '"concept":["fund"]' ]
  [ "$(concept 'One in three children lives in poverty.' 'One in three')" = '"concept":["children"]' ]
  [ "$(concept 'The show has 60 works by 20 artists.' '20 artists')" = '"concept":["works","show"]' ]
  [ "$(concept 'Attendance at the fair dropped 9 percent.' '9 percent')" = '"concept":["Attendance","fair"]' ]
  [ "$(concept 'The blaze scorched 3,000 acres.' '3,000 acres')" = '"concept":["blaze"]' ]
  [ "$(concept 'The firms together control 70 percent of ports.' '70 percent')" = '"concept":["ports","firms"]' ]
  [ "$(concept 'Gold for August delivery settled at $12.' '$12')" = '"concept":["Gold","August","delivery"]' ]
  [ "$(concept 'The stadium, home to the club since 1956, holds 90 rooms.' '90 rooms')" = '"concept":["stadium"]' ]
  [ "$(concept 'The drone flew for 90 minutes at an altitude of 9 feet.' '90 minutes')" = '"concept":["drone"]' ]
  [ "$(concept 'Users can upload files of up to 2GB.' 2GB)" = '"concept":["files","Users"]' ]
  [ "$(concept 'Arden accounts for 28 percent of emissions.' '28 percent')" = '"concept":["emissions","Arden"]' ]
  [ "$(concept 'The fleet has tripled to 60 ships.' tripled)" = '"concept":["fleet"]' ]
  claim_of 'The S&P 500 lost 24 points, or 0.8 percent, to close at 3,010.' 3,010 | grep -q '"entity":"S&P 500"'
  [ "$(concept 'Police seized 30 kilograms of cocaine worth $2 million.' '$2 million')" = '"concept":["cocaine"]' ]
  [ "$(concept 'Seats for the show start at $45.' '$45')" = '"concept":["Seats","show"]' ]
  [ "$(concept 'She scored goals in 20 league matches last season.' '20 league matches')" = '"concept":["goals"]' ]
  claim_of 'It costs $9.99 at most stores.' '$9.99' | grep -q '"hedge":"none"'
  [ "$(concept 'I am told that weve seen 5% growth whilst it lasted.' 5%)" = '"concept":["growth"]' ]
}

@test "a count that names its whole, or acts itself, has no more concept words" {
  [ "$(concept 'Wages rose in Arden, one of the oldest towns in the county.' 'one of the oldest towns')" = '"concept":[]' ]
  [ "$(concept 'Two sisters helped farmers harvest the crop.' 'Two sisters')" = '"concept":[]' ]
}

@test "where a price stands behind its movement, what a verb pulls, and what somebody built to give" {
  claim_of 'The losers were Nvidia, down 12 cents at $4.10, and Walmart.' '$4.10' | grep -q '"entity":"Nvidia"'
  claim_of 'Rents rose to an average of $900.' '$900' | grep -q '"change":"up_to"'
  claim_of 'Sales fell to a record low of 30 percent.' '30 percent' | grep -q '"change":"down_to"'
  claim_of 'Consumers now pay 30 percent more than they did.' '30 percent' | grep -q '"subject":{"text":"Consumers"'
  claim_of 'A single dose costs as much as $9.' '$9' | grep -q '"subject":{"text":"single dose"'
  claim_of 'The insurer paid claims worth $9 million after the flood.' '$9 million' | grep -q '"subject":{"text":"insurer"'
  claim_of 'It cut 10 seconds off that 9-mile course.' 9-mile | grep -q '"change":"level"'
  claim_of 'Banks pulled the index 3 percent lower.' '3 percent' | grep -q '"subject":{"text":"index"'
  claim_of 'A pump built by Nvidia to give 30 kW was sold.' '30 kW' | grep -q '"subject":{"text":"pump"'
}

@test "a share that describes a name, and what the name did" {
  text='Valtel, 51 percent owned by the state, made a net loss of 45 million euros.'
  claim_of "$text" '51 percent' | grep -q '"entity":"Valtel".*"measure":"stake"'
  claim_of "$text" '45 million euros' | grep -q '"entity":"Valtel".*"measure":"net_loss"'
}

@test "would is will in what was said, but not elsewhere" {
  claim_of 'Nvidia said it would hire 200 workers.' '200 workers' | grep -q '"modality":"forecast"'
  claim_of 'Nvidia would lose $5 million.' '$5 million' | grep -q '"modality":"hypothetical"'
}

@test "who speaks stands behind figures, participles and commas" {
  claim_of 'Rents rose 6%, according to figures released by Goldman Sachs.' 6% | grep -q '"attribution":{"text":"Goldman Sachs"'
  claim_of 'Its chief executive, Joanna Lim, said sales rose 6%.' 6% | grep -q '"entity":"Joanna Lim"'
}

@test "who speaks closes the sentence, stands in it, promises, expects or puts" {
  claim_of 'Rents rose 6% in May, tax data showed on Friday.' 6% | grep -q '"attribution":{"text":"tax data"'
  claim_of 'If prices fell, Joanna Lim said, growth would slow to 2%.' 2% | grep -q '"attribution":{"text":"Joanna Lim"'
  claim_of 'Joanna Lim promises to cut fares by 15%.' 15% | grep -q '"attribution":{"text":"Joanna Lim"'
  claim_of 'Walmart now expects full-year sales to grow by 5%.' 5% | grep -q '"attribution":{"text":"Walmart"'
  claim_of 'Joanna Lim put second-quarter sales at $5 million.' '$5 million' | grep -q '"attribution":{"text":"Joanna Lim"'
}

@test "who speaks before a colon says the list under it" {
  printf 'Rents by town, according to Goldman Sachs:\n\n- Arden: 6%%\n- Welby: 9%%\n\nWages rose 3%%.\n' > list.txt
  "$bin" extract -f ndjson list.txt > out
  [ "$(grep -c '"attribution":{"text":"Goldman Sachs"' out)" -eq 2 ]
}

@test "the day of a dateline anchors an undated article and is no claim" {
  echo 'LONDON, March 14, 2023 (Wire) -- Nvidia lost $5 million on Monday.' > dateline.txt
  "$bin" extract -f ndjson dateline.txt > out
  grep -q '"first":"2023-03-13"' out
  ! grep -q '"text":"March 14, 2023"' out
}

@test "a count belongs to the one who acts, unless he only speaks to those counted" {
  claim_of 'Goldman Sachs ordered 30 desks on Monday.' '30 desks' | grep -q '"text":"desks","entity":"Goldman Sachs"'
  claim_of 'The crew used nine boats.' 'nine boats' | grep -q '"subject":{"text":"crew"'
  claim_of 'Goldman Sachs told 300 teachers that rents fell.' '300 teachers' | grep -q '"subject":{"text":"teachers","entity":null'
}

@test "what a firm reports without its name is the firm's that the text is about, a cell its row's" {
  printf 'Halden Stores opened a shop.\n\nOperating profit rose 9%%.\n\nThe retailer plans to open 25 shops.\n' > firm.txt
  "$bin" extract -f ndjson firm.txt > out
  grep -q '"text":"9%".*"entity":"Halden Stores"' out
  grep -q '"text":"25 shops".*"entity":"Halden Stores"' out
  printf '| Crop | Loss |\n|---|---|\n| Barley | $30 million |\n' > table.md
  "$bin" extract -f ndjson table.md | grep -q '"subject":{"text":"Barley"'
}

@test "a number alone counts what was counted, a figure in brackets says more of the one before" {
  claim_of 'Of the nurses, 112 were tired.' 112 | grep -q '"subject":{"text":"nurses"'
  claim_of 'Some 300 runners started and 190 finished.' 190 | grep -q '"subject":{"text":"runners"'
  claim_of 'Revenue: $3 million (+2.4%)' '+2.4%' | grep -q '"subject":{"text":"Revenue"'
}

@test "we is who speaks, it the body that says so" {
  claim_of '“We have five shops,” Joanna Lim said.' 'five shops' | grep -q '"entity":"Joanna Lim"'
  claim_of 'The maker says that it can produce 30 cars a day.' '30 cars a day' | grep -q '"subject":{"text":"maker"'
  claim_of 'Fuel cost her 40 percent more.' '40 percent' | grep -q '"subject":{"text":"Fuel"'
  claim_of 'The ministry fined Goldman Sachs $7 million.' '$7 million' | grep -q '"entity":"Goldman Sachs".*"measure":"fine"'
}

@test "a pronoun stands for the topic that fits it" {
  printf 'When Goldman Sachs raised its rate, my neighbour did a sum. She owes $9,000.\n' > she.txt
  "$bin" extract -f ndjson she.txt | grep '"text":"$9,000"' | grep -q '"subject":{"text":"my neighbour"'
  claim_of 'The crew numbers 26; in 2015 it had 41.' 41 | grep -q '"subject":{"text":"crew"'
  claim_of 'Rainfall since October has been 60 percent below the average.' '60 percent' | grep -q '"subject":{"text":"Rainfall"'
  claim_of 'Schools in 17 towns will stay closed.' '17 towns' | grep -q '"subject":{"text":"Schools'
  claim_of 'A poll put Joanna Lim at 46% and Petra Holm at 42%.' 42% | grep -q '"entity":"Petra Holm"'
  claim_of 'Rebuilding could cost $9 million.' '$9 million' | grep -q '"subject":{"text":"Rebuilding"'
}

@test "the striker, the 24-year-old, the three-year-old company, prices now at F" {
  claim_of 'Joanna Lim won on Sunday. The striker scored 9 goals.' '9 goals' | grep -q '"entity":"Joanna Lim"'
  claim_of 'Joanna Lim won on Sunday. The 24-year-old ran the last 10 km alone.' '10 km' | grep -q '"entity":"Joanna Lim"'
  claim_of 'Halden Motors has raised money, valuing the three-year-old company at $6 million.' '$6 million' | grep -q '"entity":"Halden Motors"'
  claim_of 'Ticket prices, now $18 on average, would rise.' '$18' | grep -q '"subject":{"text":"Ticket prices"'
  printf 'The drought in the Talm valley goes on.\n\nThe poverty rate rose to 26%%.\n' > talm.txt
  "$bin" extract -f ndjson talm.txt | grep -q '"entity":"Talm'
}

# Who is said to say the figure $2 in the text $1.
speaker_of() { claim_of "$1" "$2" | grep -o '"attribution":{"text":"[^"]*"'; }

@test "who speaks in a paragraph, in a relative clause, by a survey, by his plans, in a list" {
  speaker_of 'Rents rose 6%, the city council said. Wages fell 2%.' 2% | grep -q 'city council'
  speaker_of 'The river rose 15 feet, less than the 20 feet that the weather centre had predicted.' '20 feet' | grep -q 'weather centre'
  speaker_of 'A Harvard report that surveyed 300 publicly listed firms and found that 95% lost money.' 95% | grep -q 'Harvard report'
  speaker_of 'The retailer plans to open 25 shops.' '25 shops' | grep -q retailer
  speaker_of '“It burned 12 houses,” says the fire chief, Joanna Lim.' '12 houses' | grep -q 'fire chief'
  speaker_of 'Rents rose 6%, the ministry reported on Friday, fewer than before.' 6% | grep -q ministry
  speaker_of 'Bread cost 9%, Joanna Lim says, and the bill rose by 7%.' 7% | grep -q 'Joanna Lim'
  printf 'Rents rose, the ministry said, by 6%%.\n\nBy town:\n\n- Arden: 6%%\n- Welby: 9%%\n' > towns.txt
  [ "$("$bin" extract -f ndjson towns.txt | grep -c '"attribution":{"text":"ministry"')" -eq 3 ]
}

@test "a year before the object of a verb; what is set against a figure has its subject" {
  claim_of 'The department estimated 1986 output at 24 million tonnes.' '24 million tonnes' | grep -q '"subject":{"text":"output"'
  claim_of 'The department met. It estimated output at 24 million tonnes, against 23 million tonnes last month.' '23 million tonnes' |
    grep -q '"subject":{"text":"output"'
  claim_of 'Inflation in Norway was 3.5%, compared with 4.0% in Sweden.' '4.0%' | grep -q '"entity":"Sweden"'
}

@test "what is planned would be so; an estimate and a planned thing are their own group's" {
  claim_of 'OpenAI is in talks to raise funding that would value it at $340 million.' '$340 million' | grep -q '"modality":"forecast"'
  claim_of 'The number of patients waiting for planned treatment reached 402,600 in May.' 402,600 | grep -q '"modality":"actual"'
  claim_of 'The flood killed an estimated 608 people, 76% of them children.' 76% | grep -q '"modality":"actual"'
  claim_of 'Joanna Lim promises to cut fares by 15%.' 15% | grep -q '"modality":"target"'
}

@test "a labelled figure measures what the heading of its list says" {
  printf 'Injured people by hospital:\n\n- Harn: 214\n- Low Meda: 97\n\nThe rain went on. Isk: 18\n' > list.md
  "$bin" extract -f ndjson list.md > out
  [ "$(grep -c '"measure":"injured"' out)" -eq 2 ]
  grep '"text":"18"' out | grep -q '"measure":null'
}

@test "inserted whose, each with, times a figure, less than a figure, who receives" {
  claim_of 'Goldman Sachs, whose drivers sit inside, has fitted 240 trams.' '240 trams' | grep -q '"entity":"Goldman Sachs"'
  claim_of 'The first planes, each with 186 seats, are late.' '186 seats' | grep -q '"subject":{"text":"first planes"'
  claim_of 'The wave was nine feet high, lower than the 15 feet that the weather centre had predicted.' '15 feet' | grep -q '"subject":{"text":"wave"'
  claim_of 'The storm cut power to 300 homes.' '300 homes' | grep -q '"subject":{"text":"storm"'
}

@test "nobody stands for nobody, costs are verbs before a price, capitals before a dash a dateline" {
  printf 'A crowd of 300 watched. Nobody offered $5 million.\n' > nobody.txt
  "$bin" extract -f ndjson nobody.txt | grep '"text":"$5 million"' | grep -q '"text":"Nobody","entity":null'
  claim_of 'Flour alone cost her 40 percent more, she says.' '40 percent' | grep -q '"subject":{"text":"Flour"'
  claim_of 'MARLOW - Voters were given 900 ballots.' '900 ballots' | grep -vq '"entity":"MARLOW"'
}

@test "a country's name is short for no firm that begins with it" {
  printf 'U.S. Sales Inc lost $5 million. The U.S. economy grew 3%%.\n' > us.txt
  "$bin" extract -f ndjson us.txt > out
  grep '"text":"3%"' out | grep -q '"entity":"United States"'
  grep '"text":"$5 million"' out | grep -q '"entity":"U.S. Sales Inc"'
}

@test "more and less than before, above and below the average, and verbs that move either way" {
  claim_of 'The ferry carried 2,400 passengers, 12% more than a year earlier.' 12% | grep -q '"change":"up_by"'
  claim_of 'The new engine burns 18% less fuel than the old.' 18% | grep -q '"change":"down_by"'
  claim_of 'Snow depth was 30 percent below the average.' '30 percent' | grep -q '"change":"down_by"'
  claim_of 'A ticket went from €4 to €3.' '€3' | grep -q '"measure":"price","concept":.*"change":"down_to"'
  claim_of 'Diesel goes up by €0.20.' '€0.20' | grep -q '"change":"up_by"'
  claim_of 'The storm surge was nine feet high.' 'nine feet' | grep -q '"change":"level"'
  claim_of 'The bill could exceed €350 million.' '€350 million' | grep -q '"change":"level"'
  claim_of 'The storm cut power to 4,000 homes.' '4,000 homes' | grep -q '"change":"level"'
  claim_of 'The firm lost a fifth of its value.' 'a fifth' | grep -q '"change":"down_by"'
}

@test "degrees are no sea level, and a multiple measures what it multiplies" {
  claim_of 'The ocean may warm by 0.4 degrees.' '0.4 degrees' | grep -q '"measure":"temperature"'
  claim_of 'Her party spent $3 million, twice as much as his.' twice | grep -q '"measure":"total_spending"'
  claim_of 'Only 3.5 percent of adults smoke.' '3.5 percent' | grep -q '"measure":"prevalence"'
}

@test "what a figure measures goes on: the figure, it, the other end, the seats" {
  claim_of 'Employers added 9,000 jobs in May. The figure for April was revised down from 7,000 to 5,000.' 5,000 | grep -q '"measure":"jobs_added"'
  claim_of 'Her party lost 9 seats and fell to 41.' 41 | grep -q '"measure":"seats"'
  claim_of 'The profit was 55 million.' '55 million' | grep -q '"measure":"net_profit"'
  claim_of 'Walmart expects sales to grow by 5%.' 5% | grep -q '"measure":"revenue"'
  claim_of 'Cars make up 12 percent of exports.' '12 percent' | grep -q '"measure":"share"'
  claim_of 'Walmart accounts for 12 percent of the market.' '12 percent' | grep -q '"measure":"market_share"'
  claim_of 'Her campaign has spent $2 million.' '$2 million' | grep -q '"measure":"total_spending"'
}

@test "the number of something does not go on with another's measure" {
  text='The interest rate rose by 4.1 percent. The number of permits fell by 11.7 percent.'
  claim_of "$text" '4.1 percent' | grep -q '"measure":"interest_rate"'
  claim_of "$text" '11.7 percent' | grep -qv '"measure":"interest_rate"'
}

subject_of() { claim_of "$1" "$2" | grep -o '"subject":{"text":[^,]*,"entity":[^,]*'; }

@test "a measure before a noun is no part of what the noun names" {
  [ "$(subject_of 'She won the 100 yard freestyle.' '100 yard')" = '"subject":{"text":"freestyle","entity":null' ]
  [ "$(subject_of 'The storm ended a six-year drought.' 'six-year')" = '"subject":{"text":"drought","entity":null' ]
}

@test "a figure that another is compared with is of the same thing" {
  text='Shops in Italy created 3,000 jobs, fewer than the 5,000 analysts had forecast.'
  subject_of "$text" '5,000 analysts' | grep -q Italy
  subject_of 'Some 4 percent of lorries were late, against 7 percent a year before.' '7 percent' | grep -q lorries
}

@test "the phrase that opens a clause says whose a bare measure is" {
  subject_of 'Asthma fell, and among boys it is almost one in nine.' 'one in nine' | grep -q boys
  subject_of 'Headaches eased; on the older drug the drop was 4%.' '4%' | grep -q 'older drug'
  ! subject_of 'On a comparable basis the drop was 4%.' '4%' | grep -q basis
}

@test "a stretch of time is said of what it makes the first or the largest" {
  subject_of 'A guard was hurt on May 3, the first prison riot in the county in 12 years.' '12 years' | grep -q 'prison riot'
  subject_of 'Marlow named the town with the lowest rainfall since 1997.' 1997 | grep -q rainfall
}

@test "the date of a peak is about what the peak is of" {
  subject_of 'Copper prices stand above 2011'"'"'s peak of $10,190 a tonne.' 2011 | grep -q 'Copper prices'
}

@test "who expects a count does not own it, and times are counted of who acts" {
  ! subject_of 'Ann Marlow expects two closures by spring.' 'two closures' | grep -q Marlow
  subject_of 'The shuttle will pass the moon five more times.' five | grep -q shuttle
}

@test "an object that is moved by a figure has it, and a depth is its subject's" {
  subject_of 'A late goal sends Arsenal three points clear.' 'three points' | grep -q Arsenal
  subject_of 'The tremor began at a depth of 14 km.' '14 km' | grep -q tremor
}

@test "a bare number of people who act is of those counted before, and an age is of its group" {
  subject_of 'The 700 members of the choir have met. All but 12 voted to sing.' 12 | grep -q -e choir -e members
  subject_of 'Some 9,000 women aged 18 to 25 have joined.' '18 to 25' | grep -q women
}

@test "a measure by its bare name is of what it was of before" {
  subject_of 'A new malaria vaccine prevented 74% of cases. The efficacy fell to 60%.' '60%' | grep -q vaccine
}

@test "whose drivers, nobody, inverted copulas and possessors as subjects" {
  subject_of 'The bus firm, whose drivers sit behind glass, has built shelters in a third of its 90 stops.' 'a third' | grep -v drivers | grep -q firm
  subject_of 'Nobody has offered $3 million for the statue.' '$3 million' | grep -q statue
  subject_of 'She opened the box; inside were 40 tins of paint.' '40 tins' | grep -q tins
  subject_of 'We are short of 90 cooks, and pay has risen by 2 percent.' '2 percent' | grep -q pay
  text='The Marlow Bank met on Friday. Its board shrank, and it spent $4 million.'
  subject_of "$text" '$4 million' | grep -q 'Marlow Bank'
}

@test "a forecast of more is about what the figure before in its unit was about" {
  text='The lake has fallen six inches since 1970. Two dozen piers have gone. The engineer, Ann Marlow, expects another 12 inches by 2050.'
  subject_of "$text" '12 inches' | grep -q lake
}


@test "a cell measures what the head of its column says, a bare number in a list what its heading says" {
  printf '# Floods\n\n| Town | Jobs lost | Loss |\n|---|---|---|\n| Arden | 1,200 | $4 million |\n' > table.md
  "$bin" extract -f ndjson table.md > out
  grep -F '"text":"1,200"' out | grep -q '"measure":"job_losses"'
  grep -F '"text":"$4 million"' out | grep -q '"measure":"net_loss"'
  printf 'Emissions by sector, in million tonnes:\n\n- Steel: 4.2\n- Glass: 1.9\n' > list.md
  "$bin" extract -f ndjson list.md > out
  [ "$(grep -c '"measure":"emissions"' out)" -eq 2 ]
}

@test "they are many, it is no person, and a whole belongs to no one who acts" {
  subject_of 'Each course costs $30, shared among cities. They have promised $6 million.' '$6 million' | grep -q cities
  subject_of 'Joanna Lim calls the plan reckless. It would destroy 900 jobs.' '900 jobs' | grep -q -i plan
  subject_of 'The Green Union won 71 of the 150 seats in parliament.' '150 seats' | grep -q parliament
  subject_of 'Health officials in Lagos fear that 40 cases will follow.' '40 cases' | grep -q Lagos
}

@test "staff without an owner are the firm's that the text is about, macro figures the place's; times as subjects" {
  text='Zintec Corp cut costs. Zintec denied that 300 jobs would go. Zintec rose.'
  subject_of "$text" '300 jobs' | grep -q '"entity":"Zintec Corp"'
  text='Exports from Lagos rose. If orders dried up, growth would slow to 2 percent.'
  subject_of "$text" '2 percent' | grep -q Lagos
  text='Sea temperature off Lagos was 21 degrees. The past six months were 1.5 degrees warmer than usual.'
  subject_of "$text" '1.5 degrees' | grep -q -i sea
  subject_of 'Zintec Corp raised cash from Velt Corp, valuing the company at $9 million. Zintec rose, and Zintec fell.' '$9 million' | grep -q Zintec
  subject_of 'Pain was reported by 7% of patients, and two left the trial.' two | grep -q patients
}

@test "all of them are they, one of the firms is a firm, and a date behind a participle is its noun's" {
  text='The tram company, whose drivers sit behind glass, is small. It says that all of them will be done for $18 million.'
  subject_of "$text" '$18 million' | grep -q 'tram company'
  subject_of 'All of Zintec would be worth $5 million.' '$5 million' | grep -q '"text":"Zintec","entity":"Zintec"'
  subject_of 'Ann Marlow drove faster than the limit imposed in 2018.' 2018 | grep -q limit
  subject_of 'She beat a senator who had outspent her six to one.' six | grep -q senator
}

@test "a bare number has the unit of what it measures, points of a share are percentage points" {
  claim_of 'The death toll rose to 62.' 62 | grep -q '"unit":"person"'
  claim_of 'Turnout was 61 percent, 2.4 points higher than in May.' '2.4 points' | grep -q '"kind":"percent".*"unit":"pp"'
  claim_of 'Arsenal are five points clear.' 'five points' | grep -q '"unit":"{point}"'
}
