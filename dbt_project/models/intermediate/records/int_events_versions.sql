{{ versions('events') }}
