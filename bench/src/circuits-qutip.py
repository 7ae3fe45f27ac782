"""Reads a circuit as JSON, prints processor milliseconds and the probability of one basis state. A gate is a sparse matrix over all qubits."""
import cmath, json, math, sys, time
import numpy as np
import qutip

circuit = json.load(sys.stdin)
n = circuit["qubitCount"]
X = qutip.sigmax()
H = (qutip.sigmax() + qutip.sigmaz()) / math.sqrt(2)
ONE = qutip.basis(2, 1).proj()


def on(operators):
    """Tensor product with identities between; QuTiP's first factor is the highest bit."""
    factors, gap = [], 0
    for qubit in range(n - 1, -1, -1):
        if qubit in operators:
            if gap:
                factors.append(qutip.qeye(2**gap))
                gap = 0
            factors.append(operators[qubit])
        else:
            gap += 1
    if gap:
        factors.append(qutip.qeye(2**gap))
    whole = qutip.tensor(factors)
    return qutip.Qobj(whole.data, dims=[[2**n], [2**n]])


def matrix(name, parameters):
    if name == "h":
        return H
    if name == "u3":
        theta, phi, lam = parameters
        c, s = math.cos(theta / 2), math.sin(theta / 2)
        return qutip.Qobj([[c, -s * cmath.exp(1j * lam)], [s * cmath.exp(1j * phi), c * cmath.exp(1j * (phi + lam))]])
    if name == "cu1":
        return qutip.Qobj([[1, 0], [0, cmath.exp(1j * parameters[0])]])
    return X


started = time.process_time()
state = qutip.basis(2**n, 0)
for gate in circuit["gates"]:
    u = matrix(gate["name"], gate["parameters"])
    *controls, target = gate["qubits"]
    change = on({**{control: ONE for control in controls}, target: u - 1 if controls else u})
    state = state + change * state if controls else change * state
elapsed = (time.process_time() - started) * 1000
print(elapsed, abs(state.data[circuit["index"], 0]) ** 2)
