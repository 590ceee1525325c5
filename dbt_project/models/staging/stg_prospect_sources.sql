{{ staged('prospect_sources') }}
