{{ takeovers('projects') }}
