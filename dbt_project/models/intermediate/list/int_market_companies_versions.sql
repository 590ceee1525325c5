{{ versions('market_companies') }}
