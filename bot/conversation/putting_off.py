"""Who wants to do later what is asked for now: “can I send it tomorrow?”, “habe ich gerade nicht hier”; in 24 languages."""

from __future__ import annotations

from bot.conversation.small_words import bare, listed

LONGEST = 14  # words; who writes more tells something
_WHEN = listed(
    """
    later, later on, tomorrow, tonight, this evening, this afternoon, next week, next month, next time, on monday, soon, another time, another day, afterwards, in a few days, in a couple of days, in an hour, when i am home, when im home, when i am back, when im back, at home, after work, after lunch, after the weekend, by tomorrow, by friday,
    später, spaeter, morgen, übermorgen, heute abend, heute nachmittag, nächste woche, nächsten monat, am montag, bald, ein andermal, nachher, in ein paar tagen, zu hause, daheim, nach der arbeit, nachreichen, nachsenden, nachschicken, nachliefern,
    plus tard, demain, après demain, ce soir, cet après midi, la semaine prochaine, le mois prochain, lundi, bientôt, une autre fois, dans quelques jours, à la maison, chez moi,
    más tarde, luego, mañana, pasado mañana, esta noche, esta tarde, la semana que viene, la próxima semana, el lunes, pronto, otro día, otro momento, en unos días, en casa,
    più tardi, domani, dopodomani, stasera, questa sera, nel pomeriggio, la prossima settimana, la settimana prossima, lunedì, presto, unaltra volta, tra qualche giorno, fra qualche giorno, a casa,
    mais tarde, depois, amanhã, logo à noite, esta noite, hoje à noite, na próxima semana, para a semana, na segunda, em breve, outro dia, daqui a uns dias, em casa,
    straks, morgen, overmorgen, vanavond, vanmiddag, volgende week, binnenkort, een andere keer, over een paar dagen, thuis, nasturen,
    później, jutro, pojutrze, wieczorem, dziś wieczorem, w przyszłym tygodniu, w poniedziałek, wkrótce, innym razem, za kilka dni, w domu, dosłać, doślę,
    později, zítra, pozítří, večer, dnes večer, příští týden, v pondělí, brzy, jindy, za pár dní, doma,
    neskôr, zajtra, pozajtra, dnes večer, budúci týždeň, v pondelok, čoskoro, inokedy, o pár dní,
    később, holnap, holnapután, ma este, este, jövő héten, hétfőn, hamarosan, máskor, pár nap múlva, otthon,
    mai târziu, mâine, poimâine, diseară, săptămâna viitoare, luni, în curând, altă dată, peste câteva zile, acasă,
    по-късно, утре, вдругиден, довечера, следващата седмица, в понеделник, скоро, друг път, след няколко дни, вкъщи,
    αργότερα, αύριο, μεθαύριο, απόψε, το βράδυ, την επόμενη εβδομάδα, τη δευτέρα, σύντομα, άλλη φορά, σε λίγες μέρες, στο σπίτι,
    kasnije, sutra, prekosutra, večeras, sljedeći tjedan, idući tjedan, u ponedjeljak, uskoro, drugi put, za par dana, kod kuće,
    pozneje, kasneje, jutri, pojutrišnjem, nocoj, zvečer, naslednji teden, v ponedeljek, kmalu, drugič, čez nekaj dni,
    senare, imorgon, i morgon, i övermorgon, ikväll, i kväll, nästa vecka, på måndag, snart, en annan gång, om några dagar, hemma,
    senere, i morgen, imorgen, i overmorgen, i aften, næste uge, på mandag, en anden gang, om et par dage, hjemme,
    myöhemmin, huomenna, ylihuomenna, illalla, tänä iltana, ensi viikolla, maanantaina, pian, toisella kertaa, muutaman päivän päästä, kotona,
    hiljem, homme, ülehomme, õhtul, täna õhtul, järgmisel nädalal, esmaspäeval, varsti, teinekord, mõne päeva pärast, kodus,
    vēlāk, rīt, parīt, vakarā, šovakar, nākamnedēļ, pirmdien, drīz, citreiz, pēc dažām dienām, mājās,
    vėliau, rytoj, poryt, vakare, šįvakar, kitą savaitę, pirmadienį, greitai, kitą kartą, po kelių dienų, namuose,
    aktar tard, għada, pitgħada, illejla, il ġimgħa d dieħla, nhar it tnejn, dalwaqt, darba oħra,
    níos déanaí, amárach, anocht, tráthnóna, an tseachtain seo chugainn, dé luain, go luath, uair eile, sa bhaile
    """
)
_NOT_NOW = listed(
    """
    not now, not yet, not here, not with me, dont have it here, do not have it here, dont have it with me, do not have it with me, dont have it on me, dont have one ready, not ready, isnt ready, still writing it, have to look for it, need to find it, need to update it,
    nicht dabei, nicht hier, nicht jetzt, noch nicht, gerade nicht, nicht zur hand, nicht griffbereit, nicht fertig, muss ich suchen, muss ich erst, pas encore, pas maintenant, pas ici, pas sur moi, pas sous la main, pas prêt,
    todavía no, aún no, ahora no, no lo tengo aquí, no lo tengo a mano, non ancora, non ora, non ce lho qui, non ce lho con me, non lho qui, non è pronto, ainda não, agora não, não o tenho aqui, não tenho aqui, não está pronto,
    nog niet, niet nu, niet hier, niet bij me, niet bij de hand, niet klaar, jeszcze nie, nie teraz, nie mam przy sobie, nie mam go przy sobie, nie mam tutaj, ještě ne, teď ne, nemám u sebe, nemám ho u sebe, ešte nie, teraz nie, nemám pri sebe,
    még nem, most nem, nincs nálam, nincs itt, încă nu, nu acum, nu îl am la mine, nu l am la mine, още не, не сега, не е у мен, όχι ακόμα, όχι ακόμη, όχι τώρα, δεν το έχω εδώ, δεν το έχω μαζί μου,
    još ne, ne sada, nemam ga kod sebe, nemam kod sebe, še ne, ne zdaj, nimam pri sebi, nimam ga pri sebi, inte nu, inte än, inte ännu, inte här, inte med mig, ikke nu, ikke endnu, ikke her, ikke på mig, ei nyt, ei vielä, ei ole mukana, ei ole täällä,
    mitte praegu, veel mitte, ei ole kaasas, pole kaasas, ne tagad, vēl nē, nav līdzi, nav pie rokas, ne dabar, dar ne, neturiu su savimi, neturiu čia, mhux issa, għadu mhux, mhux hawn, ní anois, níl sé anseo, níl sé agam anseo
    """
)
_PHRASES = tuple(f" {one} " for one in _WHEN | _NOT_NOW)


def puts_off(typed: str) -> bool:
    """Whether few words say that something is done later, or not now; a file is asked for, so that no day is an answer."""
    words = bare(typed)
    if not words or len(words.split()) > LONGEST:
        return False
    there = f" {words.replace('-', ' ')} "
    return any(phrase in there for phrase in _PHRASES)
