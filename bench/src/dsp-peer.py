"""Filters and spectra by MNE and SciPy on the samples of a file (float64, channel after channel, 250 Hz). One JSON line in, one out."""
import json
import sys
import time

import mne
import numpy as np
import scipy
from scipy import signal

mne.set_log_level("ERROR")
RATE = 250.0
SECTIONS = signal.butter(4, [1, 40], btype="bandpass", fs=RATE, output="sos")
RUNS = {
    "fir": lambda x: mne.filter.filter_data(x, RATE, 1, 40),
    "notch": lambda x: mne.filter.notch_filter(x, RATE, [50]),
    "iir-mne": lambda x: mne.filter.filter_data(x, RATE, 1, 40, method="iir"),
    "iir-scipy": lambda x: signal.sosfiltfilt(SECTIONS, x),
    "welch-mne": lambda x: mne.time_frequency.psd_array_welch(x, RATE, n_fft=256)[0],
    "welch-scipy": lambda x: signal.welch(x, RATE, nperseg=500)[1],
    "resample": lambda x: mne.filter.resample(x, 128.0, RATE, npad="auto"),
}


path, channel_count = sys.argv[1], int(sys.argv[2])
samples = np.fromfile(path).reshape(channel_count, -1)
for line in sys.stdin:
    request = json.loads(line)
    if "run" not in request:
        print(json.dumps({"mne": mne.__version__, "scipy": scipy.__version__}))
        continue
    started = time.process_time()
    result = RUNS[request["run"]](samples)
    elapsed = time.process_time() - started
    if "save" in request:
        np.ascontiguousarray(result).tofile(request["save"])
    print(json.dumps({"cpuMs": elapsed * 1000}))
