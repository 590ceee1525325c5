{{ takeovers('prospects') }}
