{{ staged('territories') }}
