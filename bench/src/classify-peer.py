"""MNE's CSP and scikit-learn's LDA on hands against feet of PhysioNet S001, as in MNE's tutorial. One JSON line in, one out."""
import json
import sys

import mne
import numpy as np
import sklearn
from mne.decoding import CSP
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.model_selection import ShuffleSplit, cross_val_score
from sklearn.pipeline import Pipeline

mne.set_log_level("ERROR")
raw = mne.concatenate_raws([mne.io.read_raw_edf(f"{sys.argv[1]}/S001R{run}.edf", preload=True) for run in ("06", "10", "14")])
raw.filter(7.0, 30.0)
events, event_id = mne.events_from_annotations(raw, event_id=dict(T1=2, T2=3))
epochs = mne.Epochs(raw, events, event_id, 1.0, 2.0, baseline=None, preload=True)
samples, labels = epochs.get_data(), epochs.events[:, -1] - 2
folds = ShuffleSplit(10, test_size=0.2, random_state=42)
for line in sys.stdin:
    json.loads(line)
    scores = cross_val_score(Pipeline([("CSP", CSP(n_components=4, reg=None, log=True)), ("LDA", LinearDiscriminantAnalysis())]), samples, labels, cv=folds)
    print(
        json.dumps(
            {
                "scores": scores.tolist(),
                "folds": [[train.tolist(), test.tolist()] for train, test in folds.split(samples)],
                "version": f"MNE {mne.__version__}, scikit-learn {sklearn.__version__}",
            }
        )
    )
