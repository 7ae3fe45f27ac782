"""Reads recordings with MNE (Debian's python3-mne 1.3) and tells what it found.

Usage: read-with-mne.py FOLDER. Reads FOLDER/jobs.json, a list of {"path", "kind"}; writes FOLDER/answers.json and, beside each
recording, PATH.mne.f64: raw little-endian float64 in microvolts (volts x 1e6), channel after channel.
"""
import json
import sys
import warnings

import mne

warnings.simplefilter('ignore')
mne.set_log_level('ERROR')
READERS = {'edf': mne.io.read_raw_edf, 'bdf': mne.io.read_raw_bdf, 'vhdr': mne.io.read_raw_brainvision}

folder = sys.argv[1]
answers = []
for job in json.load(open(f'{folder}/jobs.json')):
    try:
        raw = READERS[job['kind']](job['path'], preload=False)
        data = raw.get_data()
        (data * 1e6).astype('<f8').tofile(job['path'] + '.mne.f64')
        date = raw.info['meas_date']
        answers.append({
            'sfreq': raw.info['sfreq'],
            'n_times': int(raw.n_times),
            'ch_names': raw.ch_names,
            'stim': [name for name, kind in zip(raw.ch_names, raw.get_channel_types()) if kind == 'stim'],
            'meas_date_ms': None if date is None else date.timestamp() * 1000,
            'annotations': [{'onset': float(a['onset']), 'duration': float(a['duration']), 'description': str(a['description'])} for a in raw.annotations],
        })
    except Exception as error:
        answers.append({'error': f'{type(error).__name__}: {error}'})
json.dump(answers, open(f'{folder}/answers.json', 'w'))
