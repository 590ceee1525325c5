{{ versions('event_invitations') }}
