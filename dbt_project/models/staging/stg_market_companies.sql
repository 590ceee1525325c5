{{ staged('market_companies') }}
