{{ staged('events') }}
