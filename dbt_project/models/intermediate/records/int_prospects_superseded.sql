{{ superseded('prospects') }}
