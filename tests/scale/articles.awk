# articles.awk -- invented news as NDJSON, any number of it, the same for the same numbers: awk -v n=1000 [-v seed=1] [-v clean=1] -f articles.awk
#
# Companies, towns and outlets are made of syllables; figures are drawn, so that sources agree, update and contradict each other as they
# come. Unless clean is set there are also, one in a hundred each: an empty text, a line that is no JSON, the same article again under
# another id, a later version of an earlier one, and a wire copy in which one figure is changed. With clean the days rise from article
# to article and there are as many names for the figures as a wire agency's archive has.

function draw(most) { # 0..most-1; a linear congruential generator that stays within awk's exact integers
  state = (state * 16807) % 2147483647
  return state % most
}
function pick(list, count) { return list[1 + draw(count)] }
function syllables(k, s) { for (s = ""; k > 0; k--) s = s pick(SYL, nsyl); return toupper(substr(s, 1, 1)) substr(s, 2) }
function money() { return pick(SIGN, 3) (1 + draw(989)) (draw(3) ? "" : "." (1 + draw(9))) " " pick(SCALE, 2) }
function count() { return draw(2) ? (1 + draw(98)) "," sprintf("%03d", draw(1000)) : 100 + draw(900) }
function percent() { return draw(60) "." draw(10) (draw(2) ? " percent" : "%") }
function day(i) { return sprintf("2024-%02d-%02d", 1 + int(i / 28) % 12, 1 + i % 28) }

function paragraph(who, town, k) {
  k = draw(8)
  if (k == 0) return who " reported a net profit of " money() " for the third quarter, up from " money() " a year earlier."
  if (k == 1) return "Shares of " who " fell by " percent() " on Monday, which wiped about " money() " off its market value."
  if (k == 2) return who " will cut " count() " jobs in " town " and close " (2 + draw(8)) " plants by March 2025, its chief executive said."
  if (k == 3) return "A flood in " town " killed at least " (3 + draw(90)) " people and destroyed " count() " homes, according to the police."
  if (k == 4) return "The economy of " town " grew by " percent() " in 2023, the statistics office said, after " percent() " in 2022."
  if (k == 5) return "Nearly " count() " people work for " who ", which was founded in " (1890 + draw(120)) "."
  if (k == 6) return who " agreed to buy a mine near " town " for " money() "; it expects revenue of more than " money() " in 2025."
  return "The bridge at " town " is " (1 + draw(9)) "." draw(10) " km long and cost " money() ", twice the " money() " that was planned."
}

function article(i, who, town, text, k) {
  who = COMPANY[1 + draw(ncompany)]; town = TOWN[1 + draw(ntown)]
  text = ""
  for (k = 2 + draw(4); k > 0; k--) text = text (text == "" ? "" : "\\n\\n") paragraph(who, town)
  OUTLET_OF[i % 64] = pick(OUTLET, noutlet); TITLE[i % 64] = who " and " town; TEXT[i % 64] = text; DAY[i % 64] = day(clean ? int(336 * (i - 1) / n) : draw(336))
  return i % 64
}

function line(id, s, date, outlet, text) {
  return "{\"id\":\"" id "\",\"date\":\"" date "\",\"title\":\"" TITLE[s] "\",\"publisher\":\"" outlet "\",\"text\":\"" text "\"}"
}

BEGIN {
  state = seed ? seed : 1
  for (i = 0; i < 10; i++) draw(10)
  nsyl = split("ba ber cor dan el fen gar hol im jor kel lun mar nor ol pre quin ros sel tor ul ven wil yar zan", SYL, " ")
  split("$ £ €", SIGN, " "); split("million billion", SCALE, " ")
  nform = split("Corporation,Group,Bank,Industries,Motors,Energy,Airways,Holdings", FORM, ",")
  ncompany = clean ? 4 + int(n / 4) : 200; ntown = clean ? ncompany : 50; noutlet = 24
  for (i = 1; i <= ncompany; i++) COMPANY[i] = syllables(3) " " pick(FORM, nform)
  for (i = 1; i <= ntown; i++) TOWN[i] = syllables(clean ? 3 : 2) "ville"
  for (i = 1; i <= noutlet; i++) OUTLET[i] = syllables(2) " " (i % 2 ? "Courier" : "Tribune")
  for (i = 1; i <= n; i++) {
    s = article(i)
    print line("n" i, s, DAY[s], OUTLET_OF[s], TEXT[s])
    if (clean) continue
    k = draw(100); o = (s + 60) % 64
    if (k == 0) print line("e" i, s, DAY[s], OUTLET_OF[s], "")
    if (k == 1) print "{\"id\":\"b" i "\",\"text\":\"cut off in the middle of "
    if (k == 2) print line("s" i, s, DAY[s], OUTLET_OF[s], TEXT[s])
    if (k == 3 && (o in TEXT)) { text = TEXT[o]; sub(/[0-9]/, 9 - draw(9), text); print line("n" (i - 4), o, "2024-12-" (10 + draw(18)), OUTLET_OF[o], text) }
    if (k == 4 && (o in TEXT)) { text = TEXT[o]; sub(/[0-9]/, 9 - draw(9), text); print line("w" i, o, DAY[o], pick(OUTLET, noutlet), text) }
  }
}
