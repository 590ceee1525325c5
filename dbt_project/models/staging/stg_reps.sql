{{ staged('reps') }}
