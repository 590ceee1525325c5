{{ staged('event_invitations') }}
