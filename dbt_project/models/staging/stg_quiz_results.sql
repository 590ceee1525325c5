{{ staged('quiz_results') }}
