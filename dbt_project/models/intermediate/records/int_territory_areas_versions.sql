{{ versions('territory_areas') }}
