{{ versions('prospect_sources') }}
