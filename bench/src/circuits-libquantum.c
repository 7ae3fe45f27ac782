/* Reads "qubits index", then a gate a line; prints processor milliseconds and the probability of that basis state. */
#include <complex.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <quantum.h>

#define MAX_GATES 20000
static struct { char name[8]; int a, b, c; double p, q, r; } gates[MAX_GATES];

int main(void) {
  int qubits, count = 0;
  unsigned long long index;
  if (scanf("%d %llu", &qubits, &index) != 2) return 1;
  while (count < MAX_GATES && scanf("%7s", gates[count].name) == 1) {
    int read = 0;
    const char *name = gates[count].name;
    if (!strcmp(name, "u3")) read = scanf("%d %lf %lf %lf", &gates[count].a, &gates[count].p, &gates[count].q, &gates[count].r) == 4;
    else if (!strcmp(name, "cu1")) read = scanf("%d %d %lf", &gates[count].a, &gates[count].b, &gates[count].p) == 3;
    else if (!strcmp(name, "cx")) read = scanf("%d %d", &gates[count].a, &gates[count].b) == 2;
    else if (!strcmp(name, "ccx")) read = scanf("%d %d %d", &gates[count].a, &gates[count].b, &gates[count].c) == 3;
    else read = scanf("%d", &gates[count].a) == 1;
    if (!read) return 1;
    count++;
  }
  clock_t started = clock();
  quantum_reg reg = quantum_new_qureg(0, qubits);
  quantum_matrix m = quantum_new_matrix(2, 2);
  for (int i = 0; i < count; i++) {
    const char *name = gates[i].name;
    if (!strcmp(name, "h")) quantum_hadamard(gates[i].a, &reg);
    else if (!strcmp(name, "x")) quantum_sigma_x(gates[i].a, &reg);
    else if (!strcmp(name, "cx")) quantum_cnot(gates[i].a, gates[i].b, &reg);
    else if (!strcmp(name, "ccx")) quantum_toffoli(gates[i].a, gates[i].b, gates[i].c, &reg);
    else if (!strcmp(name, "cu1")) quantum_cond_phase_shift(gates[i].a, gates[i].b, gates[i].p, &reg);
    else {
      double c = cos(gates[i].p / 2), s = sin(gates[i].p / 2);
      m.t[0] = c;
      m.t[1] = -s * cexp(I * gates[i].r);
      m.t[2] = s * cexp(I * gates[i].q);
      m.t[3] = c * cexp(I * (gates[i].q + gates[i].r));
      quantum_gate1(gates[i].a, m, &reg);
    }
  }
  double ms = (double)(clock() - started) * 1000 / CLOCKS_PER_SEC, probability = 0;
  for (int i = 0; i < reg.size; i++) if (reg.state[i] == index) probability += quantum_prob(reg.amplitude[i]);
  printf("%.3f %.9g\n", ms, probability);
  return 0;
}
