{{ staged('prospects') }}
