"""scikit-learn's FastICA on the samples of a file (float64, channel after channel). One JSON line in, one out."""
import json
import sys

import numpy as np
import sklearn
from sklearn.decomposition import FastICA

path, channel_count = sys.argv[1], int(sys.argv[2])
samples = np.ascontiguousarray(np.fromfile(path).reshape(channel_count, -1).T)
for line in sys.stdin:
    request = json.loads(line)
    ica = FastICA(request["components"], algorithm="parallel", fun="logcosh", whiten="unit-variance", tol=1e-4, max_iter=1000, random_state=request["seed"], **({"whiten_solver": request["solver"]} if "solver" in request else {}))
    ica.fit(samples)
    print(json.dumps({"maps": ica.mixing_.T.tolist(), "iterations": int(ica.n_iter_), "version": sklearn.__version__}))
