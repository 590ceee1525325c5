{{ staged('territory_areas') }}
