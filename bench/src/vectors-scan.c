/*
 * What a person would write in C with AVX2: the same vectors, exact floats or int8 with the best 64 rescored by the floats.
 * scan <file of f32 rows> <row count> <dimensions>; then on stdin: a mode (f or i), a query count (u32), that many queries of f32;
 * on stdout: 10 row numbers (u32) a query. Dimensions are a multiple of 32.
 */
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOP 10
#define CANDIDATES 64

typedef struct { float score; uint32_t row; } Hit;

static void offer(Hit *hits, int *count, int capacity, float score, uint32_t row) {
  if (*count == capacity && score <= hits[capacity - 1].score) return;
  int at = *count < capacity ? (*count)++ : capacity - 1;
  for (; at > 0 && hits[at - 1].score < score; at--) hits[at] = hits[at - 1];
  hits[at] = (Hit){score, row};
}

static float dot_floats(const float *a, const float *b, long d) {
  __m256 s0 = _mm256_setzero_ps(), s1 = s0, s2 = s0, s3 = s0;
  for (long j = 0; j < d; j += 32) {
    s0 = _mm256_fmadd_ps(_mm256_loadu_ps(a + j), _mm256_loadu_ps(b + j), s0);
    s1 = _mm256_fmadd_ps(_mm256_loadu_ps(a + j + 8), _mm256_loadu_ps(b + j + 8), s1);
    s2 = _mm256_fmadd_ps(_mm256_loadu_ps(a + j + 16), _mm256_loadu_ps(b + j + 16), s2);
    s3 = _mm256_fmadd_ps(_mm256_loadu_ps(a + j + 24), _mm256_loadu_ps(b + j + 24), s3);
  }
  float lanes[8];
  _mm256_storeu_ps(lanes, _mm256_add_ps(_mm256_add_ps(s0, s1), _mm256_add_ps(s2, s3)));
  return lanes[0] + lanes[1] + lanes[2] + lanes[3] + lanes[4] + lanes[5] + lanes[6] + lanes[7];
}

static int32_t dot_int8(const int8_t *a, const int16_t *q, long d) {
  __m256i s0 = _mm256_setzero_si256(), s1 = s0;
  for (long j = 0; j < d; j += 32) {
    s0 = _mm256_add_epi32(s0, _mm256_madd_epi16(_mm256_cvtepi8_epi16(_mm_loadu_si128((const void *)(a + j))), _mm256_loadu_si256((const void *)(q + j))));
    s1 = _mm256_add_epi32(s1, _mm256_madd_epi16(_mm256_cvtepi8_epi16(_mm_loadu_si128((const void *)(a + j + 16))), _mm256_loadu_si256((const void *)(q + j + 16))));
  }
  s0 = _mm256_add_epi32(s0, s1);
  __m128i s = _mm_add_epi32(_mm256_castsi256_si128(s0), _mm256_extracti128_si256(s0, 1));
  s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 78));
  return _mm_cvtsi128_si32(_mm_add_epi32(s, _mm_shuffle_epi32(s, 177)));
}

static float greatest(const float *v, long d) {
  float m = 1e-30f;
  for (long j = 0; j < d; j++) m = fmaxf(m, fabsf(v[j]));
  return m;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  long n = atol(argv[2]), d = atol(argv[3]);
  float *rows = aligned_alloc(64, n * d * 4), *scales = malloc(n * 4), *query = malloc(d * 4);
  int8_t *quantized = aligned_alloc(64, n * d);
  int16_t *query16 = aligned_alloc(64, d * 2);
  FILE *file = fopen(argv[1], "rb");
  if (!file || fread(rows, 4, n * d, file) != (size_t)(n * d)) return 3;
  fclose(file);
  for (long i = 0; i < n; i++) {
    scales[i] = greatest(rows + i * d, d) / 127;
    for (long j = 0; j < d; j++) quantized[i * d + j] = (int8_t)lrintf(rows[i * d + j] / scales[i]);
  }
  char mode;
  uint32_t count;
  while (fread(&mode, 1, 1, stdin) == 1 && fread(&count, 4, 1, stdin) == 1) {
    for (uint32_t k = 0; k < count; k++) {
      if (fread(query, 4, d, stdin) != (size_t)d) return 4;
      Hit hits[CANDIDATES], best[TOP];
      int found = 0, kept = 0;
      if (mode == 'f') {
        for (long i = 0; i < n; i++) offer(best, &kept, TOP, dot_floats(rows + i * d, query, d), i);
      } else {
        float scale = greatest(query, d) / 32767;
        for (long j = 0; j < d; j++) query16[j] = (int16_t)lrintf(query[j] / scale);
        for (long i = 0; i < n; i++) offer(hits, &found, CANDIDATES, dot_int8(quantized + i * d, query16, d) * scales[i], i);
        for (int c = 0; c < found; c++) offer(best, &kept, TOP, dot_floats(rows + (long)hits[c].row * d, query, d), hits[c].row);
      }
      for (int c = 0; c < TOP; c++) fwrite(&best[c].row, 4, 1, stdout);
    }
    fflush(stdout);
  }
  return 0;
}
