{{ versions('projects') }}
