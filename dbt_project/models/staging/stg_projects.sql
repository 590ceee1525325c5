{{ staged('projects') }}
