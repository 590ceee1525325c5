{{ takeovers('reps') }}
