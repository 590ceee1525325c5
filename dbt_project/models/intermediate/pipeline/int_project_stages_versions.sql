{{ versions('project_stages') }}
