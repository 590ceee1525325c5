{{ versions('targets') }}
