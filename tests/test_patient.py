"""The patients of chapter 15: what each instrument reads of each of them."""

import numpy as np
import pytest

from softmax_lib import cross_entropy, numerical_gradient, patient, softmax
from softmax_lib.lessons.patient import INSTRUMENTS, PATIENTS

A, T = np.array([0.3, 2.9, 4.0]), np.array([0, 0, 1])
# Patient → the instruments that show something of its illness: one at least, but of patient 3, who has none, and no
# instrument finds all.
SHOWS = {
    1: {"sum", "sign", "ratio", "large logits", "soft target", "counts"},
    2: {"large logits"},
    3: set(),
    4: {"counts"},
    5: {"ratio", "soft target", "counts"},
    6: {"ratio", "large logits", "soft target", "counts"},
}


@pytest.mark.parametrize("instrument", INSTRUMENTS)
@pytest.mark.parametrize("number", PATIENTS)
def test_an_instrument_reads_what_it_reads_of_a_healthy_gradient_or_shows_the_illness(number, instrument):
    read, healthy = (str(patient(n).examine(instrument)).partition("\n")[2] for n in (number, 3))
    entries = [set(map(float, text.replace("[", " ").replace("]", " ").split())) for text in (read, healthy)]
    assert (entries[0] != entries[1]) == (instrument in SHOWS[number])


def test_patient_6_has_the_right_gradient_of_a_loss_in_which_softmax_is_applied_twice():
    for a, t in ((A, T), (A, np.array([0.2, 0.3, 0.5])), (np.array([2.0, -1, 0.5]), np.array([0, 1, 0]))):
        twice = numerical_gradient(lambda a, t=t: cross_entropy(softmax(softmax(a)), t), a)
        np.testing.assert_allclose(patient(6)(a, t), twice, atol=1e-8)


def test_no_instrument_is_chosen_for_the_reader():
    said = repr(patient(1).examine(...))
    assert said == repr(patient(1).examine())
    assert all(instrument in said for instrument in INSTRUMENTS)
    assert "-0.2634" not in said


@pytest.mark.parametrize("came", ["nudge", "", None, 3])
def test_an_unknown_instrument_is_refused_in_words_that_name_the_known_ones(came):
    with pytest.raises(ValueError, match=r"there is no instrument .*; there are sum, sign, ratio"):
        patient(2).examine(came)


def test_a_patient_is_still_a_function_of_a_and_t():
    assert repr(patient(4)) == "patient(4)"
    np.testing.assert_allclose(patient(4)(A, T), softmax(A) - T)
    with pytest.raises(ValueError, match="there is no patient 7; there are patients 1, 2, 3, 4, 5, 6"):
        patient(7)
