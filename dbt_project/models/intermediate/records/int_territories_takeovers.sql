{{ takeovers('territories') }}
