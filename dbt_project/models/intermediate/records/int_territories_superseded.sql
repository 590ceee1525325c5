{{ superseded('territories') }}
