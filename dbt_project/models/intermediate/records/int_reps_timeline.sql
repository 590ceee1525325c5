{{ attribute_spans('reps', 'rep_id', 'team') }}
