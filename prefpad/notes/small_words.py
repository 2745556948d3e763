"""Words that every sentence has, and that give nothing away."""

from __future__ import annotations

# English, German, French, Spanish, Italian, Portuguese and Dutch, folded
_FOLDED = """
a about after all also am an and are as at be been before but by can could did do does for from
had has have he her here hers him his how i if in into is it its just me more my no not of off
on one only or our out over she so some than that the their them then there these they this to
too two under up us very was we were what when where which who will with would yes you your

aber als am an auch auf aus bei bin das dass dem den der des die durch ein eine einem einen
einer er es fur hat ich ihm ihn ihr im in ist ja kein keine keinen man mit nach nicht noch nur
oder ohne sehr sich sie sind so uber um und uns vom von vor wenn wie wir wird zu zum zur

au aux avec ce ces c d dans de des du elle en est et eux il ils j je l la le les leur lui m ma
mais me mes moi n ne nous on ou par pas plus pour qu que qui sa sans se ses si son sont sur ta
te tu un une vos votre vous y

al algo como con cuando del el ella ellos esta este la las lo los mas mi muy nada o para pero
por porque su sus sin tiene una uno ya yo

alla anche che chi col come da dal dei della di e gli ha ho io lei ma nel nella non per piu sono
su sul suo sua uno

ao aos com da das do dos e ela ele em essa esse eu mais mas mesmo na nao nas nos os pela pelo
que sem seu um uma

aan bij dan dat de deze dit een en geen haar heeft hem het hij hun ik is je maar meer met mijn
naar niet nog om onder ons ook op te tot uit van voor wat wel wij ze zich zij zijn zo zonder
"""

SMALL_WORDS = frozenset(_FOLDED.split())
