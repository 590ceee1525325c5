{{ takeovers('market_companies') }}
