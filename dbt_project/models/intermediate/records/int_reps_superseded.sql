{{ superseded('reps') }}
