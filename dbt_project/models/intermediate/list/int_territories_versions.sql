{{ versions('territories') }}
