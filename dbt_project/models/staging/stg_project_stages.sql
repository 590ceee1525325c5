{{ staged('project_stages') }}
