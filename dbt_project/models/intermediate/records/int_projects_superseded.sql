{{ superseded('projects') }}
