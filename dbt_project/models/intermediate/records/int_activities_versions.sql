{{ versions('activities') }}
