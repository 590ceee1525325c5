{{ versions('prospects') }}
