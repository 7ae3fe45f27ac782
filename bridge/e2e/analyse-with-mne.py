"""What MNE, SciPy and scikit-learn make of a recording: answers to the cases on standard input, as JSON on standard output.

Written for MNE 1.3.0, SciPy 1.10.1, scikit-learn 1.2.1 (Debian 12)."""
import json
import sys
import warnings

import mne
import numpy as np
from scipy.signal import welch

warnings.filterwarnings("ignore")
mne.set_log_level("ERROR")

request = json.load(sys.stdin)
raw = mne.io.read_raw_bdf(request["file"], preload=True)
rate = raw.info["sfreq"]
picks = [raw.ch_names.index(name) for name in request["channels"]]
data = raw.get_data()[picks] * 1e6


def filtered(case):
    """The samples, channel after channel, in a file of float64."""
    options = {"method": "iir"} if case.get("method") == "butterworth" else {}
    low, high = case.get("band", [None, None])
    out = data.copy()
    if low is not None or high is not None:
        out = mne.filter.filter_data(out, rate, low, high, verbose=False, **options)
    if "notch" in case:
        out = mne.filter.notch_filter(out, rate, np.array(case["notch"], dtype=float), verbose=False)
    out.astype("<f8").tofile(case["out"])
    return {"std": out.std(axis=1).tolist()}


def spectrum(case):
    if case["method"] == "welch-scipy":
        frequencies, density = welch(data, rate, nperseg=int(2 * rate))
    else:
        density, frequencies = mne.time_frequency.psd_array_welch(data, rate, n_fft=256, verbose=False)
    return {"frequencies": frequencies.tolist(), "density": density.tolist()}


def epochs(case):
    events, ids = mne.events_from_annotations(raw, verbose=False)
    chosen = {label: ids[label] for label in case["labels"]}
    made = mne.Epochs(raw, events, chosen, case["tmin"], case["tmax"], baseline=(None, 0), picks=picks, preload=True, reject={"eeg": case["reject"] * 1e-6}, verbose=False)
    return {label: {"kept": len(made[label]), "mean": (made[label].average().data * 1e6).tolist() if len(made[label]) else []} for label in chosen}


def classify(case):
    from mne.decoding import CSP
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
    from sklearn.model_selection import StratifiedKFold, cross_val_score
    from sklearn.pipeline import make_pipeline

    banded = raw.copy().filter(7.0, 30.0, verbose=False)
    events, ids = mne.events_from_annotations(banded, verbose=False)
    chosen = {label: ids[label] for label in case["labels"]}
    made = mne.Epochs(banded, events, chosen, case["tmin"], case["tmax"], baseline=None, picks=picks, preload=True, verbose=False)
    model = make_pipeline(CSP(n_components=4, reg=None, log=True, norm_trace=False), LinearDiscriminantAnalysis())
    return {"folds": cross_val_score(model, made.get_data(), made.events[:, -1], cv=StratifiedKFold(5)).tolist()}


kinds = {"filter": filtered, "spectrum": spectrum, "epochs": epochs, "classify": classify}
json.dump([kinds[case["kind"]](case) for case in request["cases"]], sys.stdout)
