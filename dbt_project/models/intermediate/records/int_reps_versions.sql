{{ versions('reps') }}
