{{ versions('quiz_results') }}
